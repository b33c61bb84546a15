import { exampleInput } from '../__testUtils__/exampleInput';
import { buildService } from './service';

describe('buildService', () => {
  it("is headless and leads to authz, as classic's led to its proxy", () => {
    expect(buildService(exampleInput())).toMatchObject({
      metadata: { name: 'ada', namespace: 'lab', labels: { app: 'ada' } },
      spec: {
        clusterIP: 'None',
        ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 4180 }],
        selector: { app: 'ada' },
      },
    });
  });
});
