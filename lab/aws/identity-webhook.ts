/** What EKS does to the pods of an account that a role is associated with: tells them where to ask, and as whom. */
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { json } from 'node:stream/consumers';
import { AGENT_ADDRESS, AUDIENCE } from './credentials-endpoint.ts';

const FOLDER = `/var/run/secrets/${AUDIENCE}/serviceaccount`;
const TOKEN = 'eks-pod-identity-token';

const ENVIRONMENT = [
  { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: `http://${AGENT_ADDRESS}/v1/credentials` },
  { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${FOLDER}/${TOKEN}` },
];
const MOUNT = { name: TOKEN, mountPath: FOLDER, readOnly: true };
const VOLUME = {
  name: TOKEN,
  projected: {
    sources: [{ serviceAccountToken: { audience: AUDIENCE, expirationSeconds: 86_400, path: TOKEN } }],
  },
};

interface Container {
  env?: object[];
  volumeMounts?: object[];
}

interface Pod {
  spec: { serviceAccountName?: string; volumes?: object[]; containers: Container[] };
}

export function changesTo({ spec }: Pod): object[] {
  const ofContainers = spec.containers.flatMap(({ env = [], volumeMounts = [] }, index) => [
    { op: 'add', path: `/spec/containers/${index}/env`, value: [...env, ...ENVIRONMENT] },
    { op: 'add', path: `/spec/containers/${index}/volumeMounts`, value: [...volumeMounts, MOUNT] },
  ]);
  return [...ofContainers, { op: 'add', path: '/spec/volumes', value: [...(spec.volumes ?? []), VOLUME] }];
}

export function identityWebhook(accountName: string, tls: { key: string; cert: string }): Server {
  return createServer(tls, async (request, response) => {
    const { request: asked } = (await json(request)) as { request: { uid: string; object: Pod } };
    const changes = asked.object.spec.serviceAccountName === accountName ? changesTo(asked.object) : [];
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: {
          uid: asked.uid,
          allowed: true,
          patchType: 'JSONPatch',
          patch: Buffer.from(JSON.stringify(changes)).toString('base64'),
        },
      }),
    );
  });
}
