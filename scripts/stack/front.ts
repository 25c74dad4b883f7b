import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackPlan } from "./plan.ts";
import { type StartedProcess, startProcess, waitForAnswer } from "./processes.ts";
import { createServerCertificate } from "./test-authority.ts";

export interface Upstreams {
  readonly keystone: number;
  readonly glance: number;
}

/** nginx: `/identity` for Keystone and `/image` for Glance, as DevStack lays them out; one port without TLS and one with it. */
export async function startFront(plan: StackPlan, upstreams: Upstreams): Promise<StartedProcess> {
  const { folder, origin } = plan;
  const home = join(folder, "nginx");
  mkdirSync(home, { recursive: true });
  const config = join(home, "nginx.conf");
  writeFileSync(config, configOf(home, plan, upstreams));
  const server = startProcess("nginx", ["/usr/sbin/nginx", "-c", config, "-p", home], join(home, "nginx.log"));
  await waitForAnswer(`${origin}/identity`, [300], server);
  return server;
}

function configOf(home: string, { folder, origin, secureOrigin }: StackPlan, { keystone, glance }: Upstreams): string {
  const { certificate, key } = createServerCertificate(join(folder, "tls"));
  return `daemon off;
worker_processes 1;
pid ${home}/nginx.pid;
error_log stderr;
events {}
http {
  access_log ${home}/access.log;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  server {
    listen 127.0.0.1:${new URL(origin).port};
    listen 127.0.0.1:${new URL(secureOrigin).port} ssl http2;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    client_max_body_size 0;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    location /identity { proxy_pass http://127.0.0.1:${keystone}; }
    location /image {
      rewrite ^/image/?(.*)$ /$1 break;
      proxy_pass http://127.0.0.1:${glance};
    }
  }
}
`;
}
