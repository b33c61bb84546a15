export { signingKeys } from './signingKeys';
export { startTestProvider, testClient } from './startTestProvider';
export type { TestProvider, TestProviderOptions } from './startTestProvider';
export { httpRequest } from './httpRequest';
export type { HttpAnswer, HttpRequest } from './httpRequest';
export { testUsers } from './TestUser';
export type { TestUser } from './TestUser';
export { Visitor } from './Visitor';
export type { Visit } from './Visitor';
