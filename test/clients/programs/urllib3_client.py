"""urllib3_client.py METHOD URL [FILE]: urllib3 reads no environment; a program that uses it bare hands it the proxy."""
import os
import sys

import urllib3

method, url = sys.argv[1:3]
data = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else None
proxy = os.environ.get(url.split(":")[0] + "_proxy")
bundle = os.environ.get("SSL_CERT_FILE")
if proxy:
    credentials = urllib3.util.parse_url(proxy).auth
    headers = urllib3.make_headers(proxy_basic_auth=credentials) if credentials else None
    pool = urllib3.ProxyManager(proxy, proxy_headers=headers, ca_certs=bundle)
else:
    pool = urllib3.PoolManager(ca_certs=bundle)
sys.stdout.buffer.write(pool.request(method, url, body=data).data)
