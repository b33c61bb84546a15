import type {
  ManifestObject,
  ServerDetails,
  ServerManifest,
} from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { DiffView, LinesSkeleton, Problem, YamlView } from '../parts';
import { compareObject, type ObjectComparison } from './compareObject';
import styles from './DefinitionTab.module.css';

/** The server's definition, the objects made from it, and where the cluster differs from them. */
export function DefinitionTab(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const api = useApi(amaltheaApiRef);
  const { cluster, namespace, name } = server.reference;
  const load = useCallback(
    () => api.getManifest({ cluster, namespace, name }),
    [api, cluster, namespace, name],
  );
  const manifest = useLoaded(load, { version: server.resourceVersion });
  if (manifest.status === 'loading') {
    return <LinesSkeleton label="Loading the definition" lines={14} />;
  }
  if (manifest.status === 'failed') {
    return (
      <Problem
        title="The definition could not be loaded"
        error={manifest.error}
        onRetry={manifest.reload}
      />
    );
  }
  return <Definition server={server} manifest={manifest.value} />;
}

function Definition(props: {
  readonly server: ServerDetails;
  readonly manifest: ServerManifest;
}) {
  const { server, manifest } = props;
  const { serverYaml, objects, renderProblem } = manifest;
  const compared = useMemo(
    () =>
      objects.map(object => ({ object, comparison: compareObject(object) })),
    [objects],
  );
  const different = compared.filter(
    ({ comparison }) =>
      comparison.kind === 'different' || comparison.kind === 'missing',
  );
  return (
    <Tabs className={styles.tabs}>
      <TabList aria-label="Parts of the definition">
        <Tab id="definition">Definition</Tab>
        <Tab id="objects">{`Objects (${objects.length})`}</Tab>
        <Tab id="differences">{`Differences (${different.length})`}</Tab>
      </TabList>
      <TabPanel id="definition" className={styles.panel}>
        <Text as="p" color="secondary">
          {server.git?.application
            ? `Delivered from Git by the application ${server.git.application}.`
            : 'What the server was asked to be. It can be committed to Git or applied with kubectl as it is.'}
        </Text>
        <YamlView yaml={serverYaml} label="Definition" />
      </TabPanel>
      <TabPanel id="objects" className={styles.panel}>
        <Text as="p" color="secondary">
          What is made from the definition. Values of Secrets are never shown.
        </Text>
        {renderProblem && (
          <Alert
            role="alert"
            status="danger"
            icon
            title="The objects could not be made from the definition"
            description={renderProblem}
          />
        )}
        <ObjectList compared={compared} />
      </TabPanel>
      <TabPanel id="differences" className={styles.panel}>
        {different.length === 0 ? (
          <Text as="p" color="secondary">
            The cluster runs exactly what the definition says.
          </Text>
        ) : (
          <>
            <Text as="p" color="secondary">
              What runs (−) and what the definition says (+). Changes to the pod
              take effect at the next start.
            </Text>
            {different.map(({ object, comparison }) => (
              <section key={object.key} className={styles.difference}>
                <Text as="h4" weight="bold">
                  {object.kind} {object.name}
                </Text>
                {comparison.kind === 'different' ? (
                  <DiffView
                    label={`Differences of ${object.kind} ${object.name}`}
                    before={comparison.runs}
                    after={comparison.defined}
                    equalText="No difference."
                  />
                ) : (
                  <Text as="p" color="secondary">
                    It is not in the cluster.
                  </Text>
                )}
              </section>
            ))}
          </>
        )}
      </TabPanel>
    </Tabs>
  );
}

interface ComparedObject {
  readonly object: ManifestObject;
  readonly comparison: ObjectComparison;
}

const comparisonWords: Readonly<Record<ObjectComparison['kind'], string>> = {
  same: 'as in the cluster',
  different: 'differs in the cluster',
  missing: 'not in the cluster',
  unread: 'not compared: the portal does not read Secrets',
};

function ObjectList(props: { readonly compared: readonly ComparedObject[] }) {
  return (
    <AccordionGroup allowsMultiple>
      {props.compared.map(({ object, comparison }) => (
        <Accordion key={object.key}>
          <AccordionTrigger
            title={`${object.kind} ${object.name}`}
            subtitle={comparisonWords[comparison.kind]}
          />
          <AccordionPanel>
            <YamlView
              yaml={object.renderedYaml}
              label={`${object.kind} ${object.name}`}
            />
          </AccordionPanel>
        </Accordion>
      ))}
    </AccordionGroup>
  );
}
