import { Policy } from './Finding';

/** Deletion comes first: a hibernated server that is deleted is stopping, not hibernated. */
export const isDeleting: Policy = ({ observed }) =>
  observed.server.deleting
    ? { state: 'stopping', reason: 'Deleting' }
    : undefined;

/** The server should not run. */
export const isHibernated: Policy = ({ decision }) =>
  decision.run ? undefined : { state: 'hibernated', reason: decision.reason };
