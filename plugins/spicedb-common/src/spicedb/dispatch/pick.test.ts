import { recordedLog, referenceFiles, referenceText } from '../../__fixtures__/reference';
import { pickSamples } from './pick';

describe('pickSamples', () => {
  const page = referenceText('spicedb/metrics/FULL-ring-healthy.member1.openmetrics.txt');

  it('finds in a whole page what a plain reading by lines finds', () => {
    const ours =
      /^(kuberesolver_addresses_total|spicedb_dispatch_check_total|spicedb_dispatch_client_(check|lookup_resources|lookup_subjects)(_from_cache)?_total|spicedb_environment_info|grpc_server_(started|handled)_total)[{ ]/;
    const plain = page
      .split('\n')
      .filter(line => ours.test(line))
      .filter(
        line =>
          !/grpc_service="(?!dispatch\.v1\.DispatchService|authzed\.api\.v1\.PermissionsService)/.test(line),
      );
    const picked = pickSamples(page);
    expect(picked.length).toBeGreaterThan(10);
    expect(picked).toHaveLength(plain.length);
    expect(picked.map(sample => sample.name)).toEqual(plain.map(line => /^\w+/.exec(line)![0]));
  });

  it('reads labels and values', () => {
    const [version] = pickSamples(page).filter(sample => sample.name === 'spicedb_environment_info');
    expect(version.labels.version).toBe('v1.56.0');
    expect(version.value).toBe(1);
    const addresses = pickSamples(page).find(sample => sample.name === 'kuberesolver_addresses_total');
    expect(addresses).toEqual({
      name: 'kuberesolver_addresses_total',
      labels: { target: 'kubernetes://lab/spicedb:dispatch' },
      value: 3,
    });
  });

  it('reads every recorded page', () => {
    for (const file of referenceFiles('spicedb/metrics')) {
      expect(pickSamples(referenceText(`spicedb/metrics/${file}`)).length).toBeGreaterThan(0);
    }
    expect(recordedLog('spicedb/metrics/ring-healthy.member1.prom').length).toBeGreaterThan(10);
  });

  it.each([
    ['', []],
    ['# HELP spicedb_environment_info x\n', []],
    ['kuberesolver_addresses_total 2', [2]],
    ['kuberesolver_addresses_total{target="a } b\\" c"} 2 1700000000', [2]],
    ['spicedb_dispatch_check_total 5.0 # {trace_id="x"} 1.0', [5]],
    ['spicedb_dispatch_check_total NaN', []],
    ['spicedb_dispatch_check_total', []],
    ['spicedb_dispatch_check_total{', []],
    ['grpc_server_handled_total{grpc_service="grpc.health.v1.Health",grpc_code="OK"} 7', []],
    ['\r\n\0garbage\nkuberesolver_addresses_total 1', [1]],
  ])('takes %j as %j', (text, values) => {
    expect(pickSamples(text).map(sample => sample.value)).toEqual(values);
  });
});
