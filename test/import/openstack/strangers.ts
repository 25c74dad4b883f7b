/** Logs as other people posted them (in the formats of public repositories and issues, with made-up values), and the exchanges that reading them must give. */
export interface StrangersLog {
  readonly name: string;
  readonly lines: readonly string[];
  /** `GET /a 200 {"a"…`, one for each exchange. */
  readonly sent: readonly string[];
  /** Texts that no trace may contain. */
  readonly secrets?: readonly string[];
}

const SHA = "0ecb2c6e137a5bd778b5561fd9dc48a0919f85a5";
const OSLO = "2026-11-30 10:00:00.123 13831";

export const STRANGERS_LOGS: readonly StrangersLog[] = [
  {
    name: "novaclient of 2013: the headers of a response as CaseInsensitiveDict",
    lines: [
      "# nova --debug flavor-list",
      'REQ: curl -i http://127.0.0.1:5000/v2.0/tokens -X POST -H "Content-Type: application/json" -H "Accept: application/json" -H "User-Agent: python-novaclient" -d \'{"auth": {"tenantName": "admin", "passwordCredentials": {"username": "admin", "password": "verybadpass7"}}}\'',
      "",
      "INFO (connectionpool:236) Starting new HTTP connection (1): 127.0.0.1",
      'DEBUG (connectionpool:330) "POST /v2.0/tokens HTTP/1.1" 401 116',
      "RESP: [401] CaseInsensitiveDict({'date': 'Fri, 11 Oct 2013 23:24:41 GMT', 'vary': 'X-Auth-Token', 'content-length': '116', 'content-type': 'application/json'})",
      'RESP BODY: {"error": {"message": "The request you have made requires authentication.", "code": 401, "title": "Not Authorized"}}',
      "",
      "DEBUG (shell:768) Invalid OpenStack Nova credentials.",
      "Traceback (most recent call last):",
      'File "/usr/lib/python2.7/site-packages/novaclient/shell.py", line 765, in main',
      "ERROR: Invalid OpenStack Nova credentials.",
    ],
    sent: [
      'POST /v2.0/tokens 401 {"error": {"message": "The request you have made requires authentication.", "code": 401, "title": "Not Authorized"}}',
    ],
    secrets: ["verybadpass7"],
  },
  {
    name: "novaclient of Juno: quotes around the URL, responses left out",
    lines: [
      "    root@juno:/# nova --debug list",
      '    REQ: curl -i \'http://100.100.100.254:5000/v2.0/tokens\' -X POST -H "Accept: application/json" -d \'{"auth": {"tenantName": "csq", "passwordCredentials": {"username": "chensq", "password": "{SHA1}c60f964054e2080b1c827fae07ef0e5d92d2d285"}}}\'',
      "    …………",
      "",
      `    REQ: curl -i 'http://100.100.100.254:8774/v2/a0e0/servers/detail' -X GET -H "Accept: application/json" -H "X-Auth-Token: {SHA1}${SHA}"`,
      "    …………",
    ],
    sent: ["POST /v2.0/tokens failed", "GET /v2/a0e0/servers/detail failed"],
  },
  {
    name: "keystoneclient's session: the headers of a response as a dict",
    lines: [
      'DEBUG:keystoneclient.session:REQ: curl -i -X GET http://controller:35357/v2.0/OS-KSADM/services/fcb0 -H "User-Agent: python-keystoneclient" -H "X-Auth-Token: f000c6975f9c93d5cb5e"',
      "INFO:urllib3.connectionpool:Starting new HTTP connection (1): controller",
      "DEBUG:urllib3.connectionpool:Setting read timeout to 600.0",
      'DEBUG:urllib3.connectionpool:"GET /v2.0/OS-KSADM/services/fcb0 HTTP/1.1" 200 158',
      "DEBUG:keystoneclient.session:RESP: [200] {'date': 'Tue, 09 Jun 2015 20:42:02 GMT', 'vary': 'X-Auth-Token', 'content-length': '158', 'content-type': 'application/json', 'x-distribution': 'Ubuntu'} ",
      'RESP BODY: {"OS-KSADM:service": {"id": "fcb0", "enabled": true}}',
      "",
    ],
    sent: ['GET /v2.0/OS-KSADM/services/fcb0 200 {"OS-KSADM:service": {"id": "fcb0", "enabled": true}}'],
    secrets: ["f000c6975f9c93d5cb5e"],
  },
  {
    name: "keystoneclient's token without a body, indented by a tab",
    lines: [
      "\t$ keystone --debug --os-password=changeme1122 user-list",
      "\tDEBUG:keystoneclient.auth.identity.v2:Making authentication request to http://127.0.0.1:5000/v2.0/tokens",
      "\tINFO:requests.packages.urllib3.connectionpool:Starting new HTTP connection (1): 127.0.0.1",
      '\tDEBUG:requests.packages.urllib3.connectionpool:"POST /v2.0/tokens HTTP/1.1" 200 972',
      `\tDEBUG:keystoneclient.session:REQ: curl -i -X GET http://c.local:35357/v2.0/users -H "User-Agent: python-keystoneclient" -H "X-Auth-Token: {SHA1}${SHA}"`,
      "\tINFO:requests.packages.urllib3.connectionpool:Starting new HTTP connection (1): c.local",
      '\tDEBUG:requests.packages.urllib3.connectionpool:"GET /v2.0/users HTTP/1.1" 200 276',
      "\tDEBUG:keystoneclient.session:RESP: [200] date: Thu, 18 Dec 2014 15:01:37 GMT vary: X-Auth-Token content-length: 276 content-type: application/json connection: keep-alive",
      '\tRESP BODY: {"users": [{"username": "admin", "enabled": true}]}',
    ],
    sent: ["POST /v2.0/tokens 200", 'GET /v2.0/users 200 {"users": [{"username": "admin", "enabled": true}]}'],
    secrets: ["changeme1122"],
  },
  {
    name: "swiftclient with oslo's prefix and a shortened token",
    lines: [
      `${OSLO} INFO swiftclient [-] REQ: curl -i http://172.24.4.1:8080/v1/AUTH_42/backups/6dcf_0000 -X PUT -H "Content-Type: " -H "X-Auth-Token: 0ea8efa6dd23433b..."`,
      `${OSLO} INFO swiftclient [-] RESP STATUS: 408 Request Timeout`,
      `${OSLO} INFO swiftclient [-] RESP HEADERS: {u'Date': u'Thu, 17 Aug 2017 02:42:05 GMT', u'Content-Length': u'116', u'Content-Type': u'text/html; charset=UTF-8', u'X-Trans-Id': u'tx4ebb'}`,
      `${OSLO} INFO swiftclient [-] RESP BODY: <html><h1>Request Timeout</h1></html>`,
      `${OSLO} ERROR trove.guestagent.backup.backupagent [-] Error saving backup: 6dcf.`,
    ],
    sent: ["PUT /v1/AUTH_42/backups/6dcf_0000 408 <html><h1>Request Timeout</h1></html>"],
    secrets: ["0ea8efa6dd23433b"],
  },
  {
    name: "swiftclient of 2015: headers as a list of pairs",
    lines: [
      '2015-01-30 22:34:08,245 9894 INFO swiftclient REQ: curl -i http://10.31.27.223/swift/v1/a-container -X PUT -H "Content-Length: 0" -H "X-Auth-Token: e4983f45fb43dd23cccb38beec58adb9" -H "x-container-read: "',
      "2015-01-30 22:34:08,245 9894 INFO swiftclient RESP STATUS: 400 Bad Request",
      "2015-01-30 22:34:08,245 9894 INFO swiftclient RESP HEADERS: [('date', 'Fri, 30 Jan 2015 22:32:45 GMT'), ('content-length', '226'), ('content-type', 'text/html; charset=iso-8859-1'), ('connection', 'close')]",
      '2015-01-30 22:34:08,245 9894 INFO swiftclient RESP BODY: <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">',
    ],
    sent: ['PUT /swift/v1/a-container 400 <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">'],
    secrets: ["e4983f45fb43dd23cccb38beec58adb9"],
  },
  {
    name: "swiftclient's HEAD, logged after urllib3's line",
    lines: [
      "DEBUG:requests.packages.urllib3.connectionpool:Starting new HTTP connection (1): 137.205.194.8",
      'DEBUG:requests.packages.urllib3.connectionpool:http://137.205.194.8:8080 "HEAD /v1/AUTH_d9/slo/Open%203.3%20%2528en%2529/a.cab HTTP/1.1" 404 0',
      'INFO:swiftclient:REQ: curl -i http://137.205.194.8:8080/v1/AUTH_d9/slo/Open%203.3%20%2528en%2529/a.cab -I -H "X-Auth-Token: gAAAAABY3h6VYSii2cLGTZvO-12H0TS2lwhq6lQNWnCYImY3LtIiMdhCTxABzr7q"',
      "INFO:swiftclient:RESP STATUS: 404 Not Found",
      "INFO:swiftclient:RESP HEADERS: {u'Date': u'Fri, 31 Mar 2017 09:17:09 GMT', u'Content-Length': u'0', u'X-Trans-Id': u'tx6b16'}",
    ],
    sent: ["HEAD /v1/AUTH_d9/slo/Open%203.3%20%2528en%2529/a.cab 404"],
    secrets: ["gAAAAABY3h6VYSii2cLGTZvO"],
  },
  {
    name: "openstacksdk: the body of a token on a line of its own",
    lines: [
      "Using auth plugin: password",
      "Using parameters {'username': 'admin', 'auth_url': 'http://controller:5000/v3', 'password': '***'}",
      "Get auth_ref",
      'REQ: curl -g -i -X GET http://controller:5000/v3 -H "Accept: application/json" -H "User-Agent: openstacksdk/0.36.4 keystoneauth1/3.17.3 python-requests/2.21.0 CPython/2.7.5"',
      "Starting new HTTP connection (1): controller:5000",
      'http://controller:5000 "GET /v3 HTTP/1.1" 200 250',
      "RESP: [200] Connection: Keep-Alive Content-Length: 250 Content-Type: application/json Date: Tue, 12 Jul 2022 03:19:49 GMT Keep-Alive: timeout=5, max=100 Server: Apache/2.4.6 (CentOS) mod_wsgi/3.4 Python/2.7.5 Vary: X-Auth-Token x-openstack-request-id: req-88e9",
      'RESP BODY: {"version": {"status": "stable", "id": "v3.13"}}',
      "GET call to http://controller:5000/v3 used request id req-88e9",
      "Making authentication request to http://controller:5000/v3/auth/tokens",
      'http://controller:5000 "POST /v3/auth/tokens HTTP/1.1" 201 6618',
      '{"token": {"is_domain": false, "methods": ["password"], "audit_ids": ["4NHci14bQD-Gv9rDmv3lew"]}}',
      "run(Namespace(columns=[], formatter='table'))",
    ],
    sent: [
      'GET /v3 200 {"version": {"status": "stable", "id": "v3.13"}}',
      'POST /v3/auth/tokens 201 {"token": {"is_domain": false, "methods": ["password"], "audit_ids": ["4NHci14bQD-Gv9rDmv3lew"]}}',
    ],
  },
  {
    name: "DevStack: a choice of versions, and a call that names its service",
    lines: [
      'REQ: curl -g -i -X GET http://172.31.10.216/identity -H "Accept: application/json" -H "User-Agent: openstacksdk/0.59.0"',
      'http://172.31.10.216:80 "GET /identity HTTP/1.1" 300 272',
      "RESP: [300] Connection: close Content-Length: 272 Content-Type: application/json Date: Tue, 16 Nov 2021 22:51:55 GMT Location: http://172.31.10.216/identity/v3/ Server: Apache/2.4.41 (Ubuntu) Vary: X-Auth-Token",
      'RESP BODY: {"versions": {"values": [{"id": "v3.14"}]}}',
      "GET call to http://172.31.10.216/identity used request id req-d70c",
      'REQ: curl -g -i -X GET http://172.31.10.216/compute/v2.1/servers/detail -H "X-Auth-Token: {SHA256}b82d"',
      'http://172.31.10.216:80 "GET /compute/v2.1/servers/detail HTTP/1.1" 200 15',
      "RESP: [200] Content-Length: 15 Content-Type: application/json x-compute-request-id: req-1",
      'RESP BODY: {"servers": []}',
      "GET call to compute for http://172.31.10.216/compute/v2.1/servers/detail used request id req-1",
    ],
    sent: [
      'GET /identity 300 {"versions": {"values": [{"id": "v3.14"}]}}',
      'GET /compute/v2.1/servers/detail 200 {"servers": []}',
    ],
  },
  {
    name: "nova-compute: the function and its file after a message",
    lines: [
      `${OSLO} DEBUG cinderclient.v3.client [req-5550 u p - default default] REQ: curl -g -i -X POST http://cinder:10014/v3/9a34/volumes -H "User-Agent: python-cinderclient" -H "Content-Type: application/json" -H "X-Auth-Token: {SHA1}${SHA}" -d '{"volume": {"name": "", "size": 100}}' _http_log_request /usr/lib/python2.7/site-packages/keystoneauth1/session.py:372`,
      `${OSLO} DEBUG cinderclient.v3.client [req-5550 u p - default default] RESP: [202] Content-Type: application/json Content-Length: 41 Date: Mon, 30 Nov 2026 10:00:00 GMT`,
      'RESP BODY: {"volume": {"id": "v-1", "size": 100}}',
      " _http_log_response /usr/lib/python2.7/site-packages/keystoneauth1/session.py:400",
      `${OSLO} DEBUG cinderclient.v3.client [req-5550 u p - default default] POST call to cinderv3 for http://cinder:10014/v3/9a34/volumes used request id req-7 request /usr/lib/python2.7/site-packages/keystoneauth1/session.py:722`,
    ],
    sent: ['POST /v3/9a34/volumes 202 {"volume": {"id": "v-1", "size": 100}}'],
  },
  {
    name: "a part that grep took out, with its separators",
    lines: [
      'REQ: curl -g -i -X GET https://o.example:13774/v2.1/servers/t -H "X-Auth-Token: {SHA256}b82d"',
      "Starting new HTTPS connection (1): o.example:13774",
      "--",
      'REQ: curl -g -i -X GET https://o.example:13774/v2.1/servers?name=t -H "X-Auth-Token: {SHA256}b82d"',
      'https://o.example:13774 "GET /v2.1/servers?name=t HTTP/1.1" 200 None',
      "--",
      'REQ: curl -g -i -X DELETE https://o.example:13774/v2.1/servers/6b88 -H "X-Auth-Token: {SHA256}b82d"',
      'https://o.example:13774 "DELETE /v2.1/servers/6b88 HTTP/1.1" 204 0',
    ],
    sent: ["GET /v2.1/servers/t failed", "GET /v2.1/servers?name=t 200", "DELETE /v2.1/servers/6b88 204"],
  },
  {
    name: "a request that an author broke into lines",
    lines: [
      "    REQ: curl -g -i -X POST \\",
      "    http://localhost:8774/v2.1/812d/servers \\",
      '    -H "User-Agent: python-novaclient" -H "Content-Type: application/json" \\',
      `    -H "X-Auth-Token: {SHA1}${SHA}" \\`,
      '    -d \'{"server": {"name": "net-uuid-test", \\',
      '    "networks": "auto"}}\'',
      "    RESP: [202] Content-Length: 2 Content-Type: application/json",
      "    RESP BODY: {}",
    ],
    sent: ["POST /v2.1/812d/servers 202 {}"],
  },
  {
    name: "a comment of a program",
    lines: [
      ' * DEBUG: keystoneclient.session REQ: curl -g -i -X GET http://192.168.41.45:5000/v2.0 -H "Accept: application/json" -H "User-Agent: python-keystoneclient"',
      " * <p/>",
      " * DEBUG: keystoneclient.session RESP: [200] content-length: 39 vary: X-Auth-Token server: Apache/2.4.7 (Ubuntu) connection: Keep-Alive date: Thu, 15 Oct 2015 16:02:51 GMT content-type: application/json",
      " * <p/>",
      ' * RESP BODY: {"version": {"status": "stable"}}',
    ],
    sent: ['GET /v2.0 200 {"version": {"status": "stable"}}'],
  },
  {
    name: "a quoted mail",
    lines: [
      '> REQ: curl -g -i -X GET http://c:9696/v2.0/networks -H "Accept: application/json" -H "X-Auth-Token: {SHA256}b82d"',
      '> http://c:9696 "GET /v2.0/networks HTTP/1.1" 503 19',
      "> RESP: [503] Content-Length: 19 Content-Type: text/plain",
      "> RESP BODY: Service Unavailable",
    ],
    sent: ["GET /v2.0/networks 503 Service Unavailable"],
  },
  {
    name: "glanceclient without keystoneauth",
    lines: [
      `${OSLO} DEBUG glanceclient.common.http [-] curl -g -i -X GET -H 'Accept-Encoding: gzip, deflate' -H 'Accept: */*' -H 'User-Agent: python-glanceclient' -H 'X-Auth-Token: {SHA1}${SHA}' http://c:9292/v2/images?limit=20 log_curl_request /opt/stack/glanceclient/common/http.py:120`,
      `${OSLO} DEBUG glanceclient.common.http [-] `,
      "HTTP/1.1 200 OK",
      "Content-Length: 14",
      "Content-Type: application/json; charset=UTF-8",
      "",
      '{"images": []}',
      " log_http_response /opt/stack/glanceclient/common/http.py:131",
    ],
    sent: ['GET /v2/images?limit=20 200 {"images": []}'],
  },
  {
    name: "two threads, and a slow response",
    lines: [
      'DEBUG keystoneauth.session [T1] REQ: curl -g -i -X GET http://c/slow -H "X-Auth-Token: {SHA256}b82d"',
      'DEBUG keystoneauth.session [T2] REQ: curl -g -i -X GET http://c/fast -H "X-Auth-Token: {SHA256}b82d"',
      'DEBUG urllib3.connectionpool http://c:80 "GET /fast HTTP/1.1" 200 8',
      "DEBUG keystoneauth.session RESP: [200] Content-Length: 8 Content-Type: application/json",
      'RESP BODY: {"f": 1}',
      "GET call to http://c/fast used request id req-f",
      'DEBUG urllib3.connectionpool http://c:80 "GET /slow HTTP/1.1" 404 9',
      "DEBUG keystoneauth.session RESP: [404] Content-Length: 9 Content-Type: text/plain",
      "RESP BODY: Not Found",
      "GET call to http://c/slow used request id req-s",
    ],
    sent: ["GET /slow 404 Not Found", 'GET /fast 200 {"f": 1}'],
  },
  {
    name: "Windows: lines that end in a carriage return",
    lines: [
      'REQ: curl -g -i -X GET http://c/a -H "X-Auth-Token: {SHA256}b82d"\r',
      "RESP: [200] Content-Length: 2 Content-Type: application/json\r",
      "RESP BODY: {}\r",
      "\r",
    ],
    sent: ["GET /a 200 {}"],
  },
  {
    name: "a body that was not logged, and no content",
    lines: [
      'REQ: curl -g -i -X GET http://c/v2/images/1/file -H "X-Auth-Token: {SHA256}b82d"',
      "RESP: [200] Content-Type: application/octet-stream Content-Length: 48213",
      "RESP BODY: Omitted, Content-Type is set to application/octet-stream. Only application/json responses have their bodies logged.",
      'REQ: curl -g -i -X DELETE http://c/v2/images/1 -H "X-Auth-Token: {SHA256}b82d"',
      "RESP: [204] Content-Type: text/html; charset=UTF-8 Connection: keep-alive",
    ],
    sent: ["GET /v2/images/1/file 200", "DELETE /v2/images/1 204"],
  },
  {
    name: "an application credential, and its secret in the answer",
    lines: [
      'REQ: curl -g -i -X POST http://c:5000/v3/users/u/application_credentials -H "Content-Type: application/json" -H "X-Auth-Token: {SHA256}b82d" -d \'{"application_credential": {"name": "ci", "roles": [{"name": "member"}]}}\'',
      'http://c:5000 "POST /v3/users/u/application_credentials HTTP/1.1" 201 80',
      "RESP: [201] Content-Length: 80 Content-Type: application/json",
      'RESP BODY: {"application_credential": {"id": "58d6", "secret": "rEaqvJka48mpv2cQ0x7Wd9", "name": "ci"}}',
    ],
    sent: ["POST /v3/users/u/application_credentials 201"],
    secrets: ["rEaqvJka48mpv2cQ0x7Wd9"],
  },
  {
    name: "a connection that failed, and its retry",
    lines: [
      'REQ: curl -g -i -X GET http://c:8774/v2.1/limits -H "X-Auth-Token: {SHA256}b82d"',
      "Failure: Unable to establish connection to http://c:8774/v2.1/limits: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response')). Retrying in 0.5s. 3 retries left",
      'http://c:8774 "GET /v2.1/limits HTTP/1.1" 200 14',
      "RESP: [200] Content-Length: 14 Content-Type: application/json",
      'RESP BODY: {"limits": {}}',
    ],
    sent: ["GET /v2.1/limits failed", 'GET /v2.1/limits 200 {"limits": {}}'],
  },
  {
    name: "oslo's request ids in brackets, bodies with an apostrophe",
    lines: [
      'Nov 30 10:00:00 host nova-api[1234]: DEBUG keystoneauth.session [None req-1f2e admin admin] REQ: curl -g -i -X PUT http://c:8774/v2.1/servers/1 -H "Content-Type: application/json" -H "X-Auth-Token: {SHA256}b82d" -d \'{"server": {"name": "mike\'s box"}}\' {{(pid=1234) _http_log_request /opt/stack/keystoneauth1/session.py:519}}',
      "Nov 30 10:00:00 host nova-api[1234]: DEBUG keystoneauth.session [None req-1f2e admin admin] RESP: [200] Content-Length: 14 Content-Type: application/json {{(pid=1234) _http_log_response /opt/stack/keystoneauth1/session.py:550}}",
      'Nov 30 10:00:00 host nova-api[1234]: DEBUG keystoneauth.session [None req-1f2e admin admin] RESP BODY: {"server": {}} {{(pid=1234) _http_log_response /opt/stack/keystoneauth1/session.py:580}}',
    ],
    sent: ['PUT /v2.1/servers/1 200 {"server": {}}'],
  },
];
