// Certificates for tests, made by the openssl program.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {temporaryFolder} from './program.mjs';

const openssl = (...args) => execFileSync('openssl', args, {stdio: 'pipe'});

export class Authority {
  constructor(name = 'test authority') {
    this.folder = temporaryFolder();
    this.key = join(this.folder, 'ca.key');
    this.file = join(this.folder, 'ca.pem');
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
            '-subj', `/CN=${name}`, '-keyout', this.key, '-out', this.file);
  }

  // {certificate, key}: files. `names` is a subjectAltName, `use` serverAuth or clientAuth.
  issue(names, {use = 'serverAuth', days = 1, as = `${Math.random()}`} = {}) {
    const key = join(this.folder, `${as}.key`);
    const request = join(this.folder, `${as}.csr`);
    const certificate = join(this.folder, `${as}.pem`);
    openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${as}`,
            '-addext', `subjectAltName=${names}`, '-addext', `extendedKeyUsage=${use}`, '-keyout', key, '-out', request);
    openssl('x509', '-req', '-in', request, '-CA', this.file, '-CAkey', this.key, '-CAcreateserial', '-days', `${days}`,
            '-copy_extensions', 'copy', '-out', certificate);
    return {certificate, key};
  }

  // A web configuration file with a certificate for 127.0.0.1.
  webConfiguration() {
    const server = this.issue('IP:127.0.0.1', {as: 'server'});
    const file = join(this.folder, `${Math.random()}.yml`);
    writeFileSync(file, `tls_server_config: {cert_file: ${server.certificate}, key_file: ${server.key}}\n`);
    return file;
  }

  get pem() {
    return readFileSync(this.file);
  }
}
