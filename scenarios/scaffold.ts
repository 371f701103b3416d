/** The scenario that `skew53 init` writes when none is named: `three-instances.yaml` with every line explained. */
export const scaffold = `# Question: how evenly does a 60 s multivalue answer spread load over three instances?
version: 1
name: three-instances
description: Three instances in one multivalue answer, TTL 60, browsers behind rotating resolvers
duration: 1h            # of virtual time; an hour takes about a second
# replications: 10      # runs with other random numbers, from which the intervals come
# seed: 1               # equal seeds give equal results
# warmup: 0s            # not measured; a run starts stationary, so none is needed

# What the authority answers, as Route 53 would. \`import: listing.json\` in place of \`records\` takes what
# \`aws route53 list-resource-record-sets\` prints, unchanged.
zone:
  name: example.com
  records:
    # routing: simple, multivalue, weighted (wants a \`weight\`) or failover (\`failover: PRIMARY\` or \`SECONDARY\`)
    - { name: myapp, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: myapp, type: A, routing: multivalue, ttl: 60, setIdentifier: web-2, value: 192.0.2.2 }
    - { name: myapp, type: A, routing: multivalue, ttl: 60, setIdentifier: web-3, value: 192.0.2.3 }

# Who asks the authority: 200 resolvers, the most popular with 200 times the clients of the least.
# \`skew53 profiles\` lists the others; any value of a profile can be set here, such as \`maxTtl: 30\`.
resolvers:
  - { name: isp, profile: unbound, count: 200, popularity: { zipf: 1.0 } }

# Who asks the resolvers, and what for. The rate is that of all clients together.
clients:
  - name: browsers
    profile: chrome-windows
    count: 20000
    resolvers: isp
    lookup: myapp.example.com
    arrivals: { poisson: 300/s }

# What the addresses lead to.
backends:
  - { name: web-1, address: 192.0.2.1 }
  - { name: web-2, address: 192.0.2.2 }
  - { name: web-3, address: 192.0.2.3 }
`;
