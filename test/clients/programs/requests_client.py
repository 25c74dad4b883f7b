"""requests_client.py METHOD URL [FILE]: prints the answer's body."""
import sys

import requests

method, url = sys.argv[1:3]
data = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else None
sys.stdout.buffer.write(requests.request(method, url, data=data).content)
