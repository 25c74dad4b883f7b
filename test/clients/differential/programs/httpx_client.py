"""httpx_client.py ORIGIN"""
import sys

import httpx

origin = sys.argv[1]
with httpx.Client() as client:
    print(client.get(origin + "/json").text, end="")
    print(client.post(origin + "/echo", files={"a": ("a.txt", b"content")}).text, end="")
    print(client.put(origin + "/echo", content=iter([b"one", b"two"])).text, end="")
