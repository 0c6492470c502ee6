/// <reference path="../pb_data/types.d.ts" />

// What the place where the engine runs decides: by the environment, because it differs from one to the next.
// What is not named stays as the admin interface has it. docs/membership.md lists the names.
onBootstrap((e) => {
  e.next();
  const settings = e.app.settings();
  const given = (name, set) => {
    const value = $os.getenv(name);
    if (value) set(value);
  };
  given("KIOSQUE_NAME", (name) => (settings.meta.appName = settings.meta.senderName = name));
  given("KIOSQUE_URL", (url) => (settings.meta.appURL = url.replace(/\/+$/, "")));
  given("KIOSQUE_SENDER", (address) => (settings.meta.senderAddress = address));
  given("KIOSQUE_SMTP", (server) => {
    const [host, port] = server.split(":");
    settings.smtp.enabled = true;
    settings.smtp.host = host;
    settings.smtp.port = Number(port || 587);
    settings.smtp.username = $os.getenv("KIOSQUE_SMTP_USER");
    settings.smtp.password = $os.getenv("KIOSQUE_SMTP_PASSWORD");
    settings.smtp.tls = settings.smtp.port === 465;
  });
  given("KIOSQUE_PROXY_HEADER", (header) => (settings.trustedProxy.headers = [header]));
  e.app.save(settings);
});
