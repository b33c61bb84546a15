export { BackchannelLogout } from './BackchannelLogout';
export { frontchannelLogout } from './frontchannelLogout';
export { checkLogoutToken } from './logoutToken';
export type {
  LogoutOrder,
  LogoutTokenResult,
  LogoutTokenRules,
} from './logoutToken';
export { SignOut } from './SignOut';
