import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { filesOfInstance } from './__testUtils__/instance';

const root = resolve(__dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

const rootApplication = parse(read('examples/gitops/bootstrap/instances.yaml'));
const projects = parseAllDocuments(read('examples/gitops/bootstrap/projects.yaml')).map(document =>
  document.toJS(),
);
const project = (name: string) => projects.find(({ metadata }) => metadata.name === name);
const repository = rootApplication.spec.source.repoURL;

/** Argo CD's pattern for files of a directory: `*` stands for anything, slashes included. */
const matches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`).test(path);

/** The kinds in the templates of the chart. */
function kindsOfChart(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return kindsOfChart(path);
    return [...readFileSync(path, 'utf8').matchAll(/^kind: ([A-Z]\w+)$/gm)].map(([, kind]) => kind);
  });
}

describe('examples/gitops', () => {
  const files = filesOfInstance({ environment: 'production' }, repository);
  const application = parse(Object.entries(files).find(([path]) => path.endsWith('/application.yaml'))![1]);

  it('applies the Application of an instance that the portal writes, and no other file', () => {
    const applied = Object.keys(files).filter(path =>
      matches(rootApplication.spec.source.directory.include, path),
    );
    expect(applied).toEqual(['instances/production/checkout/application.yaml']);
  });

  it('lets the root make Applications beside itself, and nothing else', () => {
    const { spec } = project(rootApplication.spec.project);
    expect(spec.namespaceResourceWhitelist).toEqual([{ group: 'argoproj.io', kind: 'Application' }]);
    expect(spec.clusterResourceWhitelist).toEqual([]);
    expect(spec.destinations).toEqual([rootApplication.spec.destination]);
    expect(spec.sourceRepos).toEqual([repository]);
  });

  it('lets an instance have the sources, the project and the namespace that the portal gives it', () => {
    const { spec } = project(application.spec.project);
    for (const { repoURL } of application.spec.sources) expect(spec.sourceRepos).toContain(repoURL);
    expect(application.spec.syncPolicy.syncOptions).toContain('CreateNamespace=true');
    expect(spec.clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace' }]);
  });

  it('allows every kind that the chart makes, and Secrets never', () => {
    const allowed = project('spicedb').spec.namespaceResourceWhitelist.map(
      ({ kind }: { kind: string }) => kind,
    );
    const made = new Set(kindsOfChart(resolve(root, 'charts/spicedb/templates')));
    expect(made.size).toBeGreaterThan(10);
    made.delete('Secret');
    for (const kind of made) expect(allowed).toContain(kind);
    expect(allowed).not.toContain('Secret');
  });

  it('names one address only, to be replaced', () => {
    const addresses = [rootApplication, ...projects].flatMap(object =>
      JSON.stringify(object).match(/https?:\/\/[^"]+/g),
    );
    expect(new Set(addresses)).toEqual(new Set([repository, 'https://kubernetes.default.svc']));
  });
});
