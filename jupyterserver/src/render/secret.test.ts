import { exampleInput } from '../__testUtils__/exampleInput';
import { buildSecret } from './secret';

const decode = (text = '') => Buffer.from(text, 'base64').toString();

describe('buildSecret', () => {
  it.each([[undefined], ['']])(
    'has no token when the server gives %j',
    token => {
      expect(buildSecret(exampleInput({ auth: { token } })).data).toEqual({});
    },
  );

  it('holds the token as it was given, whatever its letters', () => {
    const { data } = buildSecret(
      exampleInput({ auth: { token: 'påss "wørd" 漢' } }),
    );
    expect(decode(data?.jupyterServerAppToken)).toBe('påss "wørd" 漢');
  });

  it('holds an inline client secret only with OIDC', () => {
    const clientSecret = { value: 'hush' };
    const enabled = {
      enabled: true,
      issuerUrl: 'https://i',
      clientId: 'c',
      clientSecret,
    };
    expect(
      decode(
        buildSecret(exampleInput({ auth: { oidc: enabled } })).data
          ?.oidcClientSecret,
      ),
    ).toBe('hush');
    expect(
      buildSecret(exampleInput({ auth: { oidc: { clientSecret } } })).data,
    ).toEqual({});
  });

  it('copies nothing out of Secrets that the server refers to', () => {
    expect(
      buildSecret(
        exampleInput({ auth: { tokenSecretRef: { name: 's', key: 'k' } } }),
      ).data,
    ).toEqual({});
  });
});
