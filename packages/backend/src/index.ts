import { createBackend } from '@backstage/backend-defaults';
import { localSignInModule } from './localSignIn/localSignInModule';
import { permissionPolicyModule } from './permissionPolicy/permissionPolicyModule';

const backend = createBackend();

// The built frontend, on the same port.
backend.add(import('@backstage/plugin-app-backend'));

// Who you are, and what you may do.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(localSignInModule);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(permissionPolicyModule);

// Jupyter servers, also in the catalog.
backend.add(import('@amalthea/plugin-amalthea-backend'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@amalthea/plugin-catalog-backend-module-amalthea'));

// What a portal has besides.
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
