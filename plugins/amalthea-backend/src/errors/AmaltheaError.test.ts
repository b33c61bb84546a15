import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amaltheaErrorCodes } from '@amalthea/plugin-amalthea-common';
import { serializeError } from '@backstage/errors';
import { AmaltheaError } from './AmaltheaError';

describe('AmaltheaError', () => {
  it('sends its code, hint and problems to the browser as the cause', () => {
    const error = new AmaltheaError(
      'InvalidRequest',
      'The disk is too large.',
      {
        hint: 'Ask for less.',
        problems: [
          { field: 'shape.diskBytes', message: 'Use at most 20 GiB.' },
        ],
      },
    );

    expect(JSON.parse(JSON.stringify(serializeError(error)))).toEqual({
      name: 'InputError',
      code: 'InvalidRequest',
      message: 'The disk is too large.',
      cause: {
        name: 'AmaltheaErrorCause',
        message: 'InvalidRequest',
        code: 'InvalidRequest',
        hint: 'Ask for less.',
        problems: [
          { field: 'shape.diskBytes', message: 'Use at most 20 GiB.' },
        ],
      },
    });
  });

  it.each(amaltheaErrorCodes)(
    'gives %s a name that Backstage turns into a status code',
    code => {
      expect(new AmaltheaError(code, 'A sentence.').name).toMatch(
        /^(Conflict|Input|NotAllowed|NotFound|ServiceUnavailable)Error$/,
      );
    },
  );

  it('is documented, code by code', () => {
    const reference = readFileSync(
      join(__dirname, '../../../../docs/reference/portal-api.md'),
      'utf8',
    );
    const documented = [...reference.matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)];
    const statusByName: Record<string, string> = {
      ConflictError: '409',
      InputError: '400',
      NotAllowedError: '403',
      NotFoundError: '404',
      ServiceUnavailableError: '503',
    };
    expect(documented.map(([, code, status]) => [code, status])).toEqual(
      amaltheaErrorCodes.map(code => [
        code,
        statusByName[new AmaltheaError(code, '').name],
      ]),
    );
  });
});
