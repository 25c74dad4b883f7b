"""urllib_client.py ORIGIN"""
import sys
import urllib.request

origin = sys.argv[1]
print(urllib.request.urlopen(origin + "/json").read().decode(), end="")
print(urllib.request.urlopen(origin + "/echo", data=b"body").read().decode(), end="")
try:
    urllib.request.urlopen(origin + "/missing")
except urllib.error.HTTPError as error:
    print(error, error.read().decode(), end="")
