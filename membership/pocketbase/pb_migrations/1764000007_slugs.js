/// <reference path="../pb_data/types.d.ts" />

// An article may have any slug that the press publishes (`is_slug` in src/routes.rs): `crue-`, `-crue` and `crue--du-fleuve`, too.
migrate(
  (app) => {
    const contributions = app.findCollectionByNameOrId("contributions");
    contributions.fields.getByName("article").pattern = "^[a-z0-9-]+$";
    app.save(contributions);
  },
  (app) => {
    const contributions = app.findCollectionByNameOrId("contributions");
    contributions.fields.getByName("article").pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
    app.save(contributions);
  },
);
