//! The tantivy crate used the ordinary way: an index on disk, French stems, twenty events, the exact total and five
//! facets for each search; in one process and without HTTP.

use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Count, FacetCollector, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, QueryParser, TermQuery};
use tantivy::schema::{
    Facet, FacetOptions, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
    Value,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    TextAnalyzer,
};
use tantivy::{DocAddress, Index, Searcher, TantivyDocument, Term};

/// The parameters that are counted in an answer.
const COUNTED: [&str; 5] = ["secteur", "public", "format", "region", "mode"];
/// Memory for the writer, as its documentation's examples give it.
const WRITER: usize = 100_000_000;

struct Fields {
    slug: Field,
    title: Field,
    text: Field,
    facets: Field,
}

/// A search, as the list tells it.
struct Asked<'a> {
    kind: &'a str,
    words: &'a str,
    filter: &'a str,
}

/// Loads the events of `FOLDER/events.tsv`, does the first searches of `FOLDER/search.tsv`, and prints one line: the
/// mean processor time in µs, p50 and p99 in ms, how many, events found in all; then the memory held in bytes.
pub fn measure(folder: &Path, most: usize) -> Result<(), String> {
    let told = |error: tantivy::TantivyError| error.to_string();
    let (index, fields) = build(folder).map_err(told)?;
    let reader = index.reader().map_err(told)?;
    let searcher = reader.searcher();
    let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.text]);
    parser.set_conjunction_by_default();
    parser.set_field_boost(fields.title, 2.0);
    let list = text(folder, "search.tsv")?;
    let searches: Vec<Asked<'_>> = list.lines().take(most).filter_map(asked).collect();
    // Once before it is measured, so that the pages of the index are in memory.
    for one in searches.iter().take(200) {
        search(&searcher, &parser, &fields, one).map_err(told)?;
    }
    let mut took = Vec::with_capacity(searches.len());
    let mut found = 0;
    let before = processor_nanos()?;
    for one in &searches {
        let begun = Instant::now();
        found += search(&searcher, &parser, &fields, one).map_err(told)?;
        took.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    let spent = processor_nanos()? - before;
    took.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (took.len() as f64 * share) as usize;
        took.get(place.min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    let count = took.len().max(1);
    println!(
        "search\t{}\t{}\t{}\t{count}\t{found}",
        spent as f64 / 1e3 / count as f64,
        at(0.5),
        at(0.99)
    );
    println!("memory\t{}", resident_bytes()?);
    Ok(())
}

fn text(folder: &Path, name: &str) -> Result<String, String> {
    std::fs::read_to_string(folder.join(name))
        .map_err(|error| format!("{} cannot be read ({error})", folder.join(name).display()))
}

fn asked(line: &str) -> Option<Asked<'_>> {
    let mut parts = line.split('\t').skip(1);
    Some(Asked {
        kind: parts.next()?,
        words: parts.next()?,
        filter: parts.next()?,
    })
}

fn french() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::French))
        .filter(AsciiFoldingFilter)
        .build()
}

fn build(folder: &Path) -> tantivy::Result<(Index, Fields)> {
    let place = folder.join("tantivy");
    // What an earlier run left is of other events.
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place)?;
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer("french")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    let fields = Fields {
        slug: schema.add_text_field("slug", STORED),
        title: schema.add_text_field("title", words.clone() | STORED),
        text: schema.add_text_field("text", words),
        facets: schema.add_facet_field("facets", FacetOptions::default()),
    };
    let index = Index::create_in_dir(&place, schema.build())?;
    index.tokenizers().register("french", french());
    let mut writer = index.writer_with_num_threads(1, WRITER)?;
    for line in std::fs::read_to_string(folder.join("events.tsv"))?.lines() {
        writer.add_document(document(&fields, line))?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    Ok((index, fields))
}

/// An event of the table: id, lon, lat, slug, title, summary, who, commune, secteur, format, public, region,
/// territoire, mode, jour.
fn document(fields: &Fields, line: &str) -> TantivyDocument {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let mut document = TantivyDocument::default();
    document.add_text(fields.slug, cell(3));
    document.add_text(fields.title, cell(4));
    document.add_text(fields.text, format!("{} {} {}", cell(5), cell(6), cell(7)));
    let named = [
        ("secteur", 8),
        ("format", 9),
        ("public", 10),
        ("region", 11),
        ("territoire", 12),
        ("mode", 13),
        ("jour", 14),
    ];
    for (name, at) in named {
        for value in cell(at).split(',').filter(|value| !value.is_empty()) {
            document.add_facet(fields.facets, Facet::from_path([name, value]));
        }
    }
    document
}

/// Does a search as a page needs it, and gives the exact total.
fn search(
    searcher: &Searcher,
    parser: &QueryParser,
    fields: &Fields,
    asked: &Asked<'_>,
) -> tantivy::Result<usize> {
    let query = query(parser, fields, asked);
    let mut facets = FacetCollector::for_field("facets");
    for name in COUNTED {
        facets.add_facet(Facet::from_path([name]));
    }
    let best = TopDocs::with_limit(20).order_by_score();
    let (best, total, counts) = searcher.search(&query, &(best, Count, facets))?;
    let values: u64 = COUNTED
        .iter()
        .flat_map(|name| counts.get(Facet::from_path([name])))
        .map(|(_, count)| count)
        .sum();
    let mut length = 0;
    for (_, place) in best {
        length += told(searcher, fields, place)?;
    }
    std::hint::black_box((values, length));
    Ok(total)
}

/// Reads what a card of the list shows.
fn told(searcher: &Searcher, fields: &Fields, place: DocAddress) -> tantivy::Result<usize> {
    let document: TantivyDocument = searcher.doc(place)?;
    let length = |field| {
        document
            .get_first(field)
            .and_then(|value| value.as_str())
            .map_or(0, str::len)
    };
    Ok(length(fields.slug) + length(fields.title))
}

fn query(parser: &QueryParser, fields: &Fields, asked: &Asked<'_>) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    match asked.kind {
        "slip" => clauses.push((
            Occur::Must,
            either(
                fields,
                |term| FuzzyTermQuery::new(term, 1, true),
                asked.words,
            ),
        )),
        "prefix" => {
            let (words, last) = asked.words.rsplit_once(' ').unwrap_or(("", asked.words));
            if !words.is_empty() {
                clauses.push((Occur::Must, parser.parse_query_lenient(words).0));
            }
            let begins = |term| FuzzyTermQuery::new_prefix(term, 0, true);
            clauses.push((Occur::Must, either(fields, begins, last)));
        }
        "phrase" => {
            let quoted = format!("\"{}\"", asked.words);
            clauses.push((Occur::Must, parser.parse_query_lenient(&quoted).0));
        }
        _ => clauses.push((Occur::Must, parser.parse_query_lenient(asked.words).0)),
    }
    for (name, value) in asked
        .filter
        .split('&')
        .filter_map(|pair| pair.split_once('='))
    {
        let name = match (name, value.starts_with('r')) {
            ("territoire", true) => "region",
            _ => name,
        };
        let term = Term::from_facet(fields.facets, &Facet::from_path([name, value]));
        clauses.push((
            Occur::Must,
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
        ));
    }
    BooleanQuery::new(clauses)
}

/// A word in the title or in the text, folded as the index folds it.
fn either(fields: &Fields, make: impl Fn(Term) -> FuzzyTermQuery, word: &str) -> Box<dyn Query> {
    let mut stem = String::new();
    french()
        .token_stream(word)
        .process(&mut |token| stem.clone_from(&token.text));
    let clauses = [fields.title, fields.text].map(|field| {
        let query: Box<dyn Query> = Box::new(make(Term::from_field_text(field, &stem)));
        (Occur::Should, query)
    });
    Box::new(BooleanQuery::new(clauses.into()))
}

/// What this thread, which does all the work, has spent.
fn processor_nanos() -> Result<u64, String> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    told.ok()
        .and_then(|told| told.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "/proc/thread-self/schedstat cannot be read".to_owned())
}

fn resident_bytes() -> Result<u64, String> {
    let told = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok())
        .map(|kilobytes| kilobytes * 1024)
        .ok_or_else(|| "/proc/self/status cannot be understood".to_owned())
}
