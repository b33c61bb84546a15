import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

/**
 * The portal. Plugins are discovered from package.json (`app.packages: all`); what is here is only
 * what makes this portal this portal: its navigation and its sign-in page.
 */
export default createApp({
  features: [navigationModule, signInModule],
});
