/** The endpoint of EKS Pod Identity's agent: gives a role's credentials to pods of one account. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { call } from '../kube.ts';
import type { Credentials } from './signature.ts';

/** Where the agent listens on each node, and what tokens must be meant for. */
export const AGENT_ADDRESS = '169.254.170.23';
export const AUDIENCE = 'pods.eks.amazonaws.com';

interface Review {
  status: {
    authenticated?: boolean;
    audiences?: string[];
    user?: { username: string; extra?: Record<string, string[]> };
  };
}

const review = (token: string) =>
  call<Review>('/apis/authentication.k8s.io/v1/tokenreviews', {
    method: 'POST',
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token, audiences: [AUDIENCE] },
    },
  });

export interface Asked {
  pod: string;
  account: string;
  granted: boolean;
}

const LIFE_MS = 60 * 60_000;

export function credentialsEndpoint(
  account: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  tell: (asked: Asked) => void,
): Server {
  return createServer(async (request, response) => {
    const { status } = await review(request.headers.authorization ?? '').catch(
      (): Review => ({ status: {} }),
    );
    const granted = request.url === '/v1/credentials' && status.user?.username === account;
    const pod = status.user?.extra?.['authentication.kubernetes.io/pod-name']?.[0] ?? 'nobody';
    tell({ pod, account: status.user?.username ?? 'nobody', granted });
    response.writeHead(granted ? 200 : 403, { 'Content-Type': 'application/json' });
    const answer = {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      AccountId: '123456789012',
      Expiration: new Date(Date.now() + LIFE_MS).toISOString(),
    };
    response.end(JSON.stringify(granted ? answer : { message: 'no role is associated with this account' }));
  });
}
