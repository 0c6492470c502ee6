/// <reference path="../pb_data/types.d.ts" />

// By address, for what nobody has signed in for; a member's own limits are in `pb_hooks/lib/limits.js`. They are
// wide: behind one address of a telephone network there may be a town. All are by the minute, which is what
// `pb_hooks/guard.pb.js` tells whoever has to wait.
migrate((app) => {
  const settings = app.settings();
  settings.rateLimits.enabled = true;
  settings.rateLimits.rules = Object.entries({
    "_superusers:authWithPassword": 10,
    "members:authWithPassword": 60,
    "members:create": 20,
    "members:requestPasswordReset": 20,
    "members:requestVerification": 20,
    "members:confirmPasswordReset": 20,
    "members:confirmVerification": 60,
    "/api/": 1200,
  }).map(([label, maxRequests]) => ({ label, maxRequests, duration: 60, audience: "" }));
  settings.batch.enabled = false;
  settings.logs.maxDays = 7;
  settings.logs.logIP = false;
  app.save(settings);
});
