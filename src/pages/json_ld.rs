//! What search engines read of a page (JSON-LD, schema.org): where it stands, and the data set that a sheet is.
//! All addresses in it are full ones, so there is none without `base_url`.

use crate::model::{Document, address};
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::RenderContext;

/// The trail of pages that leads to one; the first page says what the site is.
pub fn breadcrumbs(context: RenderContext<'_>, path: &str, title: &str, above: &[(String, String)]) -> View {
    let settings = &context.site.settings;
    let Some(address) = context.full_address(path) else { return View::None };
    if path == address::HOME {
        return view! {
            "@context" => CONTEXT,
            "@type" => "WebSite",
            "name" => &settings.title,
            "url" => address,
            "inLanguage" => &settings.language,
            "publisher" => view! { "@type" => "Organization", "name" => &settings.publisher },
        };
    }
    let home = (context.theme.word("home").to_owned(), address::HOME.to_owned());
    let here = (title.to_owned(), path.to_owned());
    let trail = std::iter::once(&home).chain(above).chain([&here]).enumerate();
    let items = trail.map(|(index, (title, path))| {
        view! {
            "@type" => "ListItem",
            "position" => index + 1,
            "name" => title,
            "item" => context.full_address(path),
        }
    });
    view! { "@context" => CONTEXT, "@type" => "BreadcrumbList", "itemListElement" => View::list(items) }
}

/// A file with data: what it holds, and its path.
pub type DataDownload = (String, String);

/// The data set that a sheet is; nothing for other documents.
pub fn dataset(context: RenderContext<'_>, document: &Document, files: &[DataDownload]) -> View {
    let settings = &context.site.settings;
    let Some(address) = context.full_address(&document.page).filter(|_| document.is_sheet()) else {
        return View::None;
    };
    let year = Date::FiscalYear { year: document.year, word: "" };
    let place = &document.place;
    let downloads = files.iter().map(|(what, path)| {
        view! {
            "@type" => "DataDownload",
            "name" => what,
            "encodingFormat" => if path.ends_with(".json") { "application/json" } else { "text/csv" },
            "contentUrl" => context.full_address(path),
        }
    });
    let mut data = view! {
        "@context" => CONTEXT,
        "@type" => "Dataset",
        "name" => format!("{} {} {}", place.name, context.language().fiscal_year_both(document.year), document.form.title),
        "description" => description(context, document),
        "url" => address,
        "inLanguage" => &settings.language,
        "creator" => view! { "@type" => "GovernmentOrganization", "name" => &place.name },
        "publisher" => view! { "@type" => "Organization", "name" => &settings.publisher },
        "isAccessibleForFree" => true,
        "temporalCoverage" => format!("{}/{}", year.start(), year.end()),
        "spatialCoverage" => view! {
            "@type" => "AdministrativeArea",
            "name" => &place.name,
            "identifier" => view! {
                "@type" => "PropertyValue",
                "propertyID" => context.theme.word("code"),
                "value" => &place.code,
            },
        },
        "distribution" => View::list(downloads),
    };
    if let Some(changed) = document.history.last() {
        data.set("dateModified", changed.iso());
    }
    if let Some(licence) = &settings.licence {
        data.set("license", licence.url.as_ref().unwrap_or(&licence.name));
    }
    data
}

const CONTEXT: &str = "https://schema.org";

/// At least the fifty characters that search engines ask for: what the sheet is, and its key figures; the first fields of a form
/// that has none.
fn description(context: RenderContext<'_>, document: &Document) -> String {
    let (site, form) = (context.site, &document.form);
    let is_told = |id: &str| form.key_figures.is_empty() || form.key_figures.iter().any(|key| key == id);
    let told = form.fields().map(|(_, field)| field).filter(|field| is_told(&field.id));
    let labels: Vec<&str> = told.map(|field| field.label.as_str()).take(10).collect();
    context.theme.sentence(
        "dataset_description",
        &[
            ("place", &document.place.name),
            ("year", &context.language().fiscal_year_both(document.year)),
            ("form", &document.form.title),
            ("fields", &labels.join(context.theme.word("comma"))),
            ("site", &site.settings.title),
            ("publisher", &site.settings.publisher),
        ],
    )
}
