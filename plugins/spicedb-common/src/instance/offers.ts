import type { Engine } from '../spicedb/releases';
import { engines } from '../spicedb/releases';
import { answerOpenQuestions, clustersOf } from './answers';
import type { Instance } from './Instance';
import type { InstanceInput } from './InstanceInput';
import { fillTemplate } from './paths';
import type { PortalConfig } from './PortalConfig';

/**
 * A cluster that an environment may use, with the namespaces on offer in it. One
 * that ends with `*` stands for all that begin like it.
 *
 * @public
 */
export interface PlaceOffer {
  cluster: string;
  title: string;
  namespaces: string[];
}

/** @public */
export function placesOnOffer(
  known: { environment: string; name: string },
  config: PortalConfig,
): PlaceOffer[] {
  if (!Object.hasOwn(config.environments, known.environment)) return [];
  return clustersOf(config.environments[known.environment], config).map(cluster => {
    const { title, namespaces } = config.clusters[cluster];
    return {
      cluster,
      title: title ?? cluster,
      namespaces: namespaces.map(namespace => fillTemplate(namespace, known)),
    };
  });
}

/** The engines that an environment allows. @public */
export function enginesOnOffer(environment: string | undefined, config: PortalConfig): Engine[] {
  if (environment === undefined || !Object.hasOwn(config.environments, environment)) return [...engines];
  const { forbiddenEngines } = config.environments[environment].guards;
  return engines.filter(engine => !forbiddenEngines.includes(engine));
}

/**
 * What the platform answers where a form is still open, or undefined as long as
 * its environment is. The name may be missing; what is named after it then is
 * named after `stand-in`.
 *
 * @public
 */
export function platformAnswers(
  answers: Partial<InstanceInput>,
  config: PortalConfig,
  standIn = 'name',
): Instance | undefined {
  const { environment, engine = 'postgres', name = standIn } = answers;
  if (environment === undefined || !Object.hasOwn(config.environments, environment)) return undefined;
  const offered = clustersOf(config.environments[environment], config);
  const cluster = answers.cluster && offered.includes(answers.cluster) ? answers.cluster : offered[0];
  return answerOpenQuestions({ ...answers, environment, engine, name, cluster }, config);
}
