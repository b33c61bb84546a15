import type { RenderConfig } from '@amalthea/jupyterserver';
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { CallerAccessFactory } from '../permissions/CallerAccess';
import type { ProfileCatalog } from '../profiles/ProfileCatalog';
import type { ServerReader } from '../servers/ServerReader';
import type { Asking, ServerService } from '../servers/ServerService';
import type { ServerStream } from '../stream/ServerStream';

/** What the routes work with. */
export interface RouteContext {
  readonly httpAuth: HttpAuthService;
  readonly auditor: AuditorService;
  readonly access: CallerAccessFactory;
  readonly profiles: ProfileCatalog;
  readonly reader: ServerReader;
  readonly service: ServerService;
  readonly stream: ServerStream;
  readonly renderConfig: RenderConfig;
}

/** Who sent a request: a signed-in person, or another service of Backstage. */
export async function askingOf(
  request: Request,
  { httpAuth, access }: RouteContext,
): Promise<Asking> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return { credentials, caller: await access.forCredentials(credentials) };
}
