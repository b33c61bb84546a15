import {
  createRequestId,
  parseRequestLocation,
  requestSteps,
  writeRequestLocation,
  type RequestLocation,
} from './requestSteps';

const created = { cluster: 'dev', namespace: 'team', name: 'thesis' };

describe('the place in the request flow', () => {
  it.each(requestSteps)('comes back from the URL at the step %s', step => {
    const location: RequestLocation = {
      requestId: 'abc',
      step,
      ...(step === 'progress' ? { created } : {}),
    };
    const query = new URLSearchParams(
      writeRequestLocation(location).toString(),
    );
    expect(parseRequestLocation(query)).toEqual(location);
  });

  it('is the first step when the URL names none', () => {
    expect(parseRequestLocation(new URLSearchParams())).toEqual({
      requestId: undefined,
      step: 'profile',
    });
  });

  it('is not the progress of a server that the URL does not name', () => {
    expect(
      parseRequestLocation(
        new URLSearchParams('step=progress&server=dev/team'),
      ),
    ).toEqual({ requestId: undefined, step: 'profile' });
  });
});

describe('a request id', () => {
  it('is 32 hexadecimal digits of the given randomness', () => {
    const id = createRequestId(bytes => bytes.fill(171));
    expect(id).toBe('ab'.repeat(16));
  });
});
