import { givenRing } from '../../chart/given.ts';
import { rightsOf } from '../../chart/rights.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { find, KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'least-rights',
  title: 'Pods may read the Endpoints of their ring and nothing else, and that is enough',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    await traffic.stop();
  },

  async then(stage) {
    const { name, namespace } = stage;
    const ring = `${name}-dispatch`;
    const named = [
      { resource: 'endpoints', name: ring },
      { resource: 'endpoints', name },
      { resource: 'services', name },
      { resource: 'secrets', name: `${name}-spicedb` },
    ];
    const serving = await rightsOf({ namespace, name }, named, 'default');
    // What everybody has who is known to the cluster at all is not the chart's doing.
    const anybody = await rightsOf({ namespace, name: 'nobody-in-particular' }, named, 'default');
    const given = serving.granted.filter(right => !anybody.granted.includes(right));
    stage.did(`asked ${serving.asked} questions; the account of the pods may: ${given.join('; ')}`);
    expect(
      given.length === 2 &&
        given.every(right => /^(get|watch) endpoints named /.test(right)) &&
        given.every(right => right.endsWith(`named ${ring} in ${namespace}`)),
      'get and watch on the Endpoints of the ring, and nothing else',
      given,
    );
    const [migration] = await stage.objects(KINDS.job);
    const { template } = (migration?.spec ?? {}) as {
      template?: { spec?: { serviceAccountName?: string; automountServiceAccountToken?: boolean } };
    };
    expect(
      template?.spec?.serviceAccountName === 'default' &&
        template.spec.automountServiceAccountToken === false,
      'a migration without any token',
      template?.spec,
    );
    const account = await find(KINDS.serviceAccount, namespace, name);
    expect(account !== undefined, 'an account of the pods’ own', account);
  },

  break: {
    what: 'the Role does not name the object',
    because: 'get and watch on the Endpoints of the ring, and nothing else',
    chart: [
      {
        file: 'templates/access/role.yaml',
        find: /^ +resourceNames: .*\n/m,
        put: '',
      },
    ],
  },
} satisfies Scenario;
