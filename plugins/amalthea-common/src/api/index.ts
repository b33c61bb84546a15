export * from './AmaltheaApi';
export * from './AmaltheaClient';
export * from './AmaltheaRequestError';
export * from './errorCodes';
