import { openApiSchema } from '../crd/crd';
import { StructuralSchema } from '../crd/structuralSchema';

const anything: StructuralSchema = {
  'x-kubernetes-preserve-unknown-fields': true,
};

/** Fields of metav1.ObjectMeta; the CRD's schema leaves them to the API server. */
const metadataFields = [
  'name',
  'generateName',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

/** All fields that a document may have. A status in a file is ignored, whoever wrote it. */
export const strictSchema: StructuralSchema = {
  ...openApiSchema,
  properties: {
    ...openApiSchema.properties,
    metadata: {
      type: 'object',
      properties: Object.fromEntries(
        metadataFields.map(field => [field, anything]),
      ),
    },
    status: anything,
  },
};
