import type { PageScenario } from '../../page/states.ts';
import migrationDatabase from './migration-database.ts';
import pods from './pods.ts';

export const PAGE: PageScenario[] = [migrationDatabase, pods];
