"""urllib_client.py METHOD URL [FILE]: prints the status, and the answer's body."""
import sys
import urllib.request

method, url = sys.argv[1:3]
data = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else None
headers = {"Content-Type": "application/octet-stream"} if data is not None else {}
with urllib.request.urlopen(urllib.request.Request(url, data=data, method=method, headers=headers)) as answer:
    sys.stdout.buffer.write(answer.read())
