module.exports = ({ env }) => ({
  graphql: { enabled: true, config: { shadowCRUD: true } },
  "users-permissions": { config: { jwtSecret: env("JWT_SECRET") } },
});
