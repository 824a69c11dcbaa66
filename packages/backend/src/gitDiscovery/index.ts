export { catalogModuleGitDiscovery as default } from './module';
