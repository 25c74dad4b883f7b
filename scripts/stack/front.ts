import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackPlan } from "./plan.ts";
import { type StartedProcess, startProcess, waitForAnswer } from "./processes.ts";

export interface Upstreams {
  readonly keystone: number;
  readonly glance: number;
}

/** nginx: one port, `/identity` for Keystone and `/image` for Glance, as DevStack lays them out. */
export async function startFront({ folder, origin }: StackPlan, upstreams: Upstreams): Promise<StartedProcess> {
  const home = join(folder, "nginx");
  mkdirSync(home, { recursive: true });
  const config = join(home, "nginx.conf");
  writeFileSync(config, configOf(home, new URL(origin).port, upstreams));
  const server = startProcess("nginx", ["/usr/sbin/nginx", "-c", config, "-p", home], join(home, "nginx.log"));
  await waitForAnswer(`${origin}/identity`, [300], server);
  return server;
}

function configOf(home: string, port: string, { keystone, glance }: Upstreams): string {
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
    listen 127.0.0.1:${port};
    client_max_body_size 0;
    proxy_set_header Host $http_host;
    location /identity { proxy_pass http://127.0.0.1:${keystone}; }
    location /image {
      rewrite ^/image/?(.*)$ /$1 break;
      proxy_pass http://127.0.0.1:${glance};
    }
  }
}
`;
}
