// Makes the replica set of one member, once; change streams and transactions need one.
try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "hub", members: [{ _id: 0, host: "documents:27017" }] });
}
