import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { ConnectPanel } from './ConnectPanel';

const connection = {
  endpoint: 'orders.shop.svc:50051',
  tls: true,
  certificateSecret: 'orders-tls',
  httpEndpoint: 'orders.shop.svc:8443',
  key: { secret: 'orders-spicedb', key: 'preshared_key' },
  commands: [
    { id: 'portForward' as const, command: 'kubectl -n shop port-forward service/orders 50051' },
    { id: 'zed' as const, command: 'zed schema read' },
  ],
};

describe('how to connect', () => {
  it('names the endpoints, the Secrets and the commands', async () => {
    await renderInTestApp(<ConnectPanel connection={connection} cluster="eu-1" />);
    for (const text of [
      'orders.shop.svc:50051',
      'orders.shop.svc:8443',
      'orders-tls',
      'ca.crt',
      'orders-spicedb',
      'preshared_key',
      'zed schema read',
    ]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
    expect(screen.getByText('gRPC, TLS, reachable from inside the cluster eu-1')).toBeInTheDocument();
  });

  it('leaves out what the instance does not have', async () => {
    const plain = { endpoint: 'orders.shop.svc:50051', tls: false, commands: [] };
    await renderInTestApp(<ConnectPanel connection={plain} cluster="eu-1" />);
    expect(screen.getByText('gRPC, reachable from inside the cluster eu-1')).toBeInTheDocument();
    expect(screen.queryByText('Certificate')).not.toBeInTheDocument();
    expect(screen.queryByText('HTTP gateway')).not.toBeInTheDocument();
    expect(screen.queryByText('Key')).not.toBeInTheDocument();
  });
});
