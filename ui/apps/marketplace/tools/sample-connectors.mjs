// Writes connectors of invented services into a directory, for screenshots and end-to-end tests:
//   node ui/apps/marketplace/tools/sample-connectors.mjs DIRECTORY DEMO_PORT OAUTH2_PORT
// They talk to the demo third party and the demo OAuth2 provider of scripts/quickstart.sh.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [directory, demoPort, oauthPort] = process.argv.slice(2)
if (oauthPort === undefined) throw new Error('usage: sample-connectors.mjs DIRECTORY DEMO_PORT OAUTH2_PORT')
const provider = `http://127.0.0.1:${oauthPort}`
const demo = `http://127.0.0.1:${demoPort}`

const logo = (background, shape) => ({
  mime_type: 'image/svg+xml',
  base64: Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="${background}"/>${shape}</svg>`,
  ).toString('base64'),
})

const oauth2 = (scopes) => ({
  type: 'OAuth2',
  client_id: 'demo-public',
  pkce: 'required',
  issuer: provider,
  scopes: [
    { id: 'openid', reason: 'See which account you choose' },
    { id: 'email', reason: 'See the e-mail address of that account' },
    ...scopes,
  ],
  authorization: { endpoint: `${provider}/authorize` },
  token: { endpoint: `${provider}/token`, auth_method: 'none' },
  revocation: { endpoint: `${provider}/revoke`, supported_tokens: 'both' },
  identity: { from: 'id_token', id: 'data.sub', name: 'data.email' },
})

const calendars = {
  proxy_request: { method: 'GET', url: `${provider}/api/calendars` },
  transform: 'data.items.map(c, {"value": c.id, "label": c.summary})',
}

const oauthProxy = { base_url: `${provider}/api`, allowed_hosts: [`127.0.0.1:${oauthPort}`] }
const keyProxy = (path) => ({ base_url: `${demo}/${path}`, allowed_hosts: [`127.0.0.1:${demoPort}`] })
const keyProbe = (path) => [{ id: 'access', proxy_http: { method: 'GET', url: `${demo}/${path}/hello` } }]

const connectors = {
  'harbor-calendar': {
    labels: { type: 'harbor-calendar', category: 'productivity' },
    display_name: 'Harbor Calendar',
    highlight: 'Plan appointments and keep them in step',
    description:
      'Appointments that you make here appear in **Harbor Calendar**, and the other way round.\n\n- Both directions, within a minute\n- Only the calendar that you choose\n- Invitations keep their guests\n\nRead more in the [help centre](https://example.com/help).',
    status_page_url: 'https://status.example.com',
    logo: logo('#2f6fed', '<path d="M14 16h20v18H14z" fill="#fff"/><path d="M14 16h20v5H14z" fill="#bcd3ff"/><circle cx="24" cy="28" r="3.4" fill="#2f6fed"/>'),
    auth: oauth2([
      { id: 'calendars.read', reason: 'See your calendars and appointments' },
      { id: 'calendars.write', required: false, reason: 'Create and change appointments' },
    ]),
    proxy: oauthProxy,
    setup_flow: {
      configure: {
        steps: [
          {
            id: 'calendar',
            title: 'Choose a calendar',
            description: 'Only this one is kept in step. You can change it later.',
            json_schema: {
              type: 'object',
              required: ['calendar_id'],
              properties: { calendar_id: { type: 'string', title: 'Calendar', 'x-data-source': 'calendars' } },
            },
            data_sources: { calendars },
          },
        ],
      },
    },
    probes: [{ id: 'calendars', period: '1h', proxy_http: { method: 'GET', url: `${provider}/api/calendars?maxResults=1` }, success: { json: ['has(data.items)'] } }],
  },
  'northwind-crm': {
    labels: { type: 'northwind-crm', category: 'sales' },
    display_name: 'Northwind CRM',
    highlight: 'Contacts and deals, always current',
    description: 'New contacts are matched by their e-mail address. Nothing in Northwind is ever deleted.',
    logo: logo('#0f766e', '<circle cx="24" cy="19" r="6" fill="#fff"/><path d="M12 36c1-8 6-10 12-10s11 2 12 10z" fill="#fff"/>'),
    auth: oauth2([{ id: 'contacts.read', required: false, reason: 'See your contacts' }]),
    proxy: oauthProxy,
    probes: [{ id: 'me', period: '1h', proxy_http: { method: 'GET', url: `${provider}/api/me` } }],
  },
  'quill-mail': {
    labels: { type: 'quill-mail', category: 'communication' },
    display_name: 'Quill Mail',
    highlight: 'Send messages from your own address',
    logo: logo('#7c3aed', '<path d="M11 16h26v17H11z" fill="#fff"/><path d="m11 16 13 10 13-10" fill="none" stroke="#7c3aed" stroke-width="2.4"/>'),
    auth: oauth2([{ id: 'profile', reason: 'See your name' }]),
    proxy: oauthProxy,
  },
  ledgerline: {
    labels: { type: 'ledgerline', category: 'finance' },
    display_name: 'Ledgerline',
    highlight: 'Invoices and payments in your books',
    description: 'You find the key in Ledgerline under *Settings › API access*. It needs the permission **Invoices: read and write**.',
    status_page_url: 'https://status.example.com',
    logo: logo('#14532d', '<path d="M14 12h20v24l-4-3-3 3-3-3-3 3-3-3-4 3z" fill="#fff"/><path d="M18 19h12M18 25h8" stroke="#14532d" stroke-width="2.4"/>'),
    auth: { type: 'api-key', fields: [{ name: 'api_key', title: 'API key', description: 'Settings › API access › New key' }], placement: { type: 'header', name: 'X-Api-Key' } },
    proxy: keyProxy('header'),
    probes: keyProbe('header'),
  },
  stagehand: {
    labels: { type: 'stagehand', category: 'people' },
    display_name: 'Stagehand HR',
    highlight: 'Staff, absences and org charts',
    logo: logo('#be185d', '<path d="M24 12v24M12 24h24" stroke="#fff" stroke-width="5" stroke-linecap="round"/>'),
    auth: { type: 'api-key', fields: [{ name: 'api_key', title: 'Access token' }], placement: { type: 'bearer' } },
    proxy: keyProxy('bearer'),
    setup_flow: {
      preconnect: {
        steps: [
          {
            id: 'company',
            title: 'Your company in Stagehand',
            description: 'You see it in the address bar when you are signed in there.',
            json_schema: {
              type: 'object',
              required: ['subdomain', 'region'],
              properties: {
                subdomain: { type: 'string', title: 'Company name', description: 'The first part of the address: your-company.stagehand.example', minLength: 3, pattern: '^[a-z0-9-]+$', examples: ['acme'] },
                region: { type: 'string', title: 'Where your data is kept', oneOf: [{ const: 'eu', title: 'European Union' }, { const: 'us', title: 'United States' }, { const: 'ap', title: 'Asia Pacific' }] },
                contact: { type: 'string', format: 'email', title: 'Contact for questions' },
              },
            },
          },
          {
            id: 'scope',
            title: 'What to bring over',
            json_schema: {
              type: 'object',
              properties: {
                teams: { type: 'array', title: 'Departments', uniqueItems: true, items: { type: 'string', enum: ['Sales', 'Support', 'Engineering', 'Finance'] } },
                since: { type: 'integer', title: 'Years to look back', minimum: 0, maximum: 10, default: 2 },
                former: { type: 'boolean', title: 'Include people who have left', default: false },
                note: { type: 'string', title: 'Note for your colleagues' },
              },
            },
            ui_schema: {
              type: 'VerticalLayout',
              elements: [
                { type: 'Control', scope: '#/properties/teams' },
                { type: 'Control', scope: '#/properties/since' },
                { type: 'Control', scope: '#/properties/former' },
                { type: 'Control', scope: '#/properties/note', options: { multi: true } },
              ],
            },
          },
        ],
      },
    },
    probes: keyProbe('bearer'),
  },
  parcelpost: {
    labels: { type: 'parcelpost', category: 'logistics' },
    display_name: 'Parcelpost',
    highlight: 'Labels and tracking for every parcel',
    logo: logo('#b45309', '<path d="m24 11 12 6v14l-12 6-12-6V17z" fill="#fff"/><path d="m12 17 12 6 12-6M24 23v14" fill="none" stroke="#b45309" stroke-width="2.2"/>'),
    auth: { type: 'basic' },
    proxy: keyProxy('basic'),
    probes: keyProbe('basic'),
  },
  tessera: {
    labels: { type: 'tessera', category: 'storage' },
    display_name: 'Tessera Storage',
    highlight: 'Keep documents where they belong',
    logo: logo('#1e293b', '<path d="M13 13h10v10H13zM25 25h10v10H25z" fill="#38bdf8"/><path d="M25 13h10v10H25zM13 25h10v10H13z" fill="#e2e8f0"/>'),
    auth: { type: 'api-key', fields: [{ name: 'api_key', title: 'Access key' }], placement: { type: 'query', name: 'key' } },
    proxy: keyProxy('query'),
    probes: keyProbe('query'),
  },
  'open-weather': {
    labels: { type: 'open-weather', category: 'data' },
    display_name: 'Fairweather',
    highlight: 'Forecasts for every place you work at',
    logo: logo('#f59e0b', '<circle cx="24" cy="24" r="7.5" fill="#fff"/><path d="M24 9v4M24 35v4M9 24h4M35 24h4M13.4 13.4l2.8 2.8M31.8 31.8l2.8 2.8M34.6 13.4l-2.8 2.8M16.2 31.8l-2.8 2.8" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>'),
    auth: { type: 'no-auth' },
    proxy: keyProxy('open'),
  },
  beacon: {
    labels: { type: 'beacon', category: 'data' },
    display_name: 'Beacon Analytics',
    highlight: 'Numbers from your website, next to your own',
    logo: logo('#dc2626', '<path d="M14 34V24M21 34V14M28 34V20M35 34V27" stroke="#fff" stroke-width="4" stroke-linecap="round"/>'),
    auth: { type: 'api-key', fields: [{ name: 'api_key', title: 'Project token' }], placement: { type: 'cookie', name: 'demo_key' } },
    proxy: keyProxy('cookie'),
  },
}

mkdirSync(directory, { recursive: true })
for (const [name, connector] of Object.entries(connectors)) {
  // JSON is YAML as well.
  writeFileSync(join(directory, `sample-${name}.yaml`), JSON.stringify(connector, null, 2))
}
