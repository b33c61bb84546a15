import { RenderError } from '../render/renderError';
import { applyPatches } from './applyPatches';

const jsonPatchType = 'application/json-patch+json';
const mergePatchType = 'application/merge-patch+json';

function failure(run: () => unknown): RenderError {
  try {
    run();
  } catch (error) {
    if (error instanceof RenderError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('applyPatches', () => {
  it('applies patches of both kinds in the order of the list', () => {
    const result = applyPatches({ service: { a: 1 } }, [
      { type: mergePatchType, patch: { service: { a: 2 } } },
      {
        type: jsonPatchType,
        patch: [
          { op: 'test', path: '/service/a', value: 2 },
          { op: 'replace', path: '/service/a', value: 3 },
        ],
      },
      { type: mergePatchType, patch: { service: { b: 4 } } },
    ]);
    expect(result).toEqual({ service: { a: 3, b: 4 } });
  });

  it('names patch, operation and path of what fails', () => {
    const error = failure(() =>
      applyPatches({}, [
        { type: mergePatchType, patch: {} },
        {
          type: jsonPatchType,
          patch: [
            { op: 'add', path: '/a', value: 1 },
            { op: 'remove', path: '/ingress' },
          ],
        },
      ]),
    );
    expect(error.code).toBe('PATCH_FAILED');
    expect(error.message).toBe(
      "spec.patches[1].patch[1]: operation 1 (remove /ingress): there is no 'ingress' in the document",
    );
    expect(error.location).toEqual({
      patchIndex: 1,
      operationIndex: 1,
      op: 'remove',
      path: '/ingress',
    });
  });

  it.each([
    [jsonPatchType, { op: 'add' }, /must be a list of operations/],
    [
      jsonPatchType,
      [{ op: 'replace', path: '', value: 1 }],
      /must leave an object/,
    ],
    [mergePatchType, null, /must leave an object/],
    [mergePatchType, ['a'], /must leave an object/],
  ] as const)('refuses %s %j', (type, patch, message) => {
    const error = failure(() =>
      applyPatches({}, [{ type, patch: JSON.parse(JSON.stringify(patch)) }]),
    );
    expect(error.code).toBe('PATCH_MALFORMED');
    expect(error.message).toMatch(message);
  });
});
