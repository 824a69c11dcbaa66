import { isMapValue } from '../editing/YamlChange';
import type { PortalConfig } from '../instance/PortalConfig';
import type { Inspection } from './findings';

/** What the Argo CD Application must say so that the values reach the cluster, and stay there. */
export function inspectApplication(
  application: Inspection,
  about: { folder: string; name: string; scales: boolean; portal: PortalConfig },
) {
  const { folder, name, portal, scales } = about;
  application.expect(['apiVersion'], 'argoproj.io/v1alpha1', 'that is what Argo CD reads.');
  application.expect(['kind'], 'Application', 'that is what Argo CD reads.');
  application.expect(['metadata', 'name'], name, 'the catalog entity carries that name.');
  application.expect(
    ['metadata', 'namespace'],
    portal.argocd.namespace,
    'Argo CD looks for Applications there.',
  );
  inspectSources(application, folder, name);
  inspectDestination(application, portal);
  inspectSync(application);
  if (scales) inspectScaling(application);
}

function inspectSources(application: Inspection, folder: string, name: string) {
  const path = ['spec', 'sources'];
  const sources = application.at(...path);
  if (!Array.isArray(sources) || !sources.every(isMapValue)) {
    application.error(
      path,
      'is not there. Two sources are needed: the chart, and this repository with the values.',
    );
    return;
  }
  const ref = sources.findIndex(source => source.ref !== undefined);
  const chart = sources.findIndex(source => isMapValue(source.helm));
  if (ref < 0) application.error(path, 'has no source with a ref, from which the values could be taken.');
  if (chart < 0) {
    application.error(path, 'has no source with helm.valueFiles, so that nothing reads values.yaml.');
    return;
  }
  const helm = sources[chart].helm as Record<string, unknown>;
  const wanted = `$${String(sources[ref]?.ref ?? 'values')}/${folder}/values.yaml`;
  if (!Array.isArray(helm.valueFiles) || !helm.valueFiles.includes(wanted)) {
    application.error([...path, chart, 'helm', 'valueFiles'], `does not read this folder. Write ${wanted}.`);
  }
  application.expect(
    [...path, chart, 'helm', 'releaseName'],
    name,
    'the objects in the cluster are found by it.',
  );
  if (sources[chart].targetRevision === undefined) {
    application.warning(
      [...path, chart],
      'names no version of the chart (targetRevision), and would follow whatever comes.',
    );
  }
}

function inspectDestination(application: Inspection, portal: PortalConfig) {
  const path = ['spec', 'destination'];
  const server = application.text(...path, 'server');
  const named = application.text(...path, 'name');
  if (!server === !named) {
    application.error(path, 'needs either server or name, for Argo CD to know the cluster.');
  } else if (
    !Object.values(portal.clusters).some(c => (server ? c.server === server : c.destination === named))
  ) {
    application.error(
      [...path, server ? 'server' : 'name'],
      `is ${server ?? named}, which is no cluster of the portal.`,
    );
  }
  if (!application.text(...path, 'namespace')) application.error(path, 'names no namespace.');
  const project = application.text('spec', 'project');
  if (!project || !portal.argocd.projects.includes(project)) {
    application.error(
      ['spec', 'project'],
      `is ${project ?? 'not there'}; there are ${portal.argocd.projects.join(', ')}.`,
    );
  }
}

function inspectSync(application: Inspection) {
  const policy = ['spec', 'syncPolicy'];
  if (!isMapValue(application.at(...policy, 'automated'))) {
    application.warning(
      policy,
      'is not automated: a merge reaches the cluster only when somebody syncs by hand.',
    );
  } else if (application.at(...policy, 'automated', 'prune') !== true) {
    application.warning(
      [...policy, 'automated'],
      'does not prune: a failed migration Job of an older version would keep the Application degraded.',
    );
  }
  if (application.at(...policy, 'retry', 'refresh') !== true) {
    application.warning(
      [...policy, 'retry'],
      'does not refresh: a fix would wait for every retry of the broken commit.',
    );
  }
}

function inspectScaling(application: Inspection) {
  const ignored = application.at('spec', 'ignoreDifferences');
  const ignoresReplicas =
    Array.isArray(ignored) &&
    ignored.some(
      rule =>
        isMapValue(rule) && Array.isArray(rule.jsonPointers) && rule.jsonPointers.includes('/spec/replicas'),
    );
  const options = application.at('spec', 'syncPolicy', 'syncOptions');
  const respects = Array.isArray(options) && options.includes('RespectIgnoreDifferences=true');
  if (!ignoresReplicas) {
    application.error(
      ['spec', 'ignoreDifferences'],
      'does not name /spec/replicas: Argo CD and the autoscaler would set the number of pods against each other.',
    );
  } else if (!respects) {
    application.error(
      ['spec', 'syncPolicy', 'syncOptions'],
      'lacks RespectIgnoreDifferences=true: each sync would set the number of pods back.',
    );
  }
}
