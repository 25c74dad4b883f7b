"""requests_client.py ORIGIN: a page, an upload in parts, a redirect."""
import sys

import requests

origin = sys.argv[1]
session = requests.Session()
print(session.get(origin + "/json").text, end="")
print(session.post(origin + "/echo", files={"a": ("a.txt", b"content")}, data={"b": "c"}).text, end="")
print(session.put(origin + "/echo", data=iter([b"one", b"two"])).text, end="")
print(session.get(origin + "/moved", headers={"X-Empty": ""}).text, end="")
