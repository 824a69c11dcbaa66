import { createRouteRef } from '@backstage/core-plugin-api';

export const rootRouteRef = createRouteRef({ id: 'spicedb' });
export const entityContentRouteRef = createRouteRef({ id: 'spicedb.entity' });
