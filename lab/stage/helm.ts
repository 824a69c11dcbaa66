/** A release of the case's chart by helm, as a person or a pipeline without Argo CD makes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { enter } from '../enclosure.ts';
import { binariesOf } from '../images.ts';
import { ADMIN_KUBECONFIG } from '../paths.ts';
import { valuesOf } from './instance.ts';
import type { Values } from './instance.ts';

export interface HelmOptions {
  /** Waits until pods are ready, as pipelines do. */
  wait?: boolean;
  timeout?: string;
  args?: string[];
}

/** What came of a command of helm; that it failed can be what a case is about. */
export interface HelmOutcome {
  ok: boolean;
  output: string;
  seconds: number;
}

export interface HelmRelease {
  name: string;
  namespace: string;
  chart: string;
  /** Laid over all values, for a case that is played broken. */
  lay: (values: Values) => Values;
  did: (what: string) => void;
}

export class Helm {
  private readonly release: HelmRelease;
  private values: Values = {};

  constructor(release: HelmRelease) {
    this.release = release;
  }

  install(version: string, more: Values, options: HelmOptions = {}): Promise<HelmOutcome> {
    this.values = valuesOf(this.release.name, version, more);
    return this.place('install', options);
  }

  /** Installs the chart with nothing but these values. */
  installBare(values: Values, options: HelmOptions = {}): Promise<HelmOutcome> {
    this.values = values;
    return this.place('install', options);
  }

  /** Gives the release other values; what is not named stays as it was. */
  upgrade(change: (values: Values) => Values, options: HelmOptions = {}): Promise<HelmOutcome> {
    this.values = change(this.values);
    return this.place('upgrade', options);
  }

  rollback(options: HelmOptions = {}): Promise<HelmOutcome> {
    return this.act(['rollback', this.release.name, ...flags(options)]);
  }

  /** Runs the pod by which the chart tests a release. */
  test(): Promise<HelmOutcome> {
    return this.act(['test', this.release.name, '--timeout', '60s']);
  }

  uninstall(options: HelmOptions = {}): Promise<HelmOutcome> {
    return this.act(['uninstall', this.release.name, ...flags(options)]);
  }

  /** The manifests that the chart makes of these values, on nothing but the values of the case. */
  template(version: string, more: Values, args: string[] = []): Promise<HelmOutcome> {
    const { name, chart, lay } = this.release;
    const values = lay(valuesOf(name, version, more));
    return this.run(['template', name, chart, '--values', '-', ...args], JSON.stringify(values));
  }

  private place(command: 'install' | 'upgrade', options: HelmOptions): Promise<HelmOutcome> {
    const { name, chart, lay } = this.release;
    return this.act([command, name, chart, '--values', '-', ...flags(options)], lay(this.values));
  }

  private async act(args: string[], values?: Values): Promise<HelmOutcome> {
    const outcome = await this.run(args, values && JSON.stringify(values));
    const took = `${outcome.seconds.toFixed(1)} s`;
    this.release.did(`helm ${args[0]} ${outcome.ok ? `went well after ${took}` : `failed after ${took}`}`);
    return outcome;
  }

  private async run(args: string[], input?: string): Promise<HelmOutcome> {
    const began = performance.now();
    const helm = join(binariesOf('tools'), 'helm');
    const child = spawn(
      'nsenter',
      [...enter('network'), helm, ...args, '--namespace', this.release.namespace],
      { env: { ...process.env, KUBECONFIG: ADMIN_KUBECONFIG } },
    );
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    const [code] = (await once(child, 'close')) as [number | null];
    return { ok: code === 0, output: output.trim(), seconds: (performance.now() - began) / 1000 };
  }
}

const flags = ({ wait = true, timeout = '120s', args = [] }: HelmOptions) => [
  ...(wait ? ['--wait'] : []),
  '--timeout',
  timeout,
  ...args,
];
