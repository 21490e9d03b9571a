//! Whether weights that are learnt on some needs are good for others.

use std::collections::HashMap;

use office_hours::ids::MentorId;
use office_hours::matching::MatchFilters;
use office_hours::matching::metrics::{self, Metrics};
use office_hours::matching::score::Weights;
use office_hours::matching::tuning::{LEARNT, ascend, folds};
use office_hours::{Actor, Failure};
use services::matching::Found;
use services::{Services, matching};

use super::{Judgements, Query, by_stratum, named};
use crate::cli::output::{progress, say};

const FOLDS: usize = 5;
/// Places that count for nDCG@10, and for the recall that is not used here.
const PLACES: usize = 20;

/// Learns the weights on the other folds and measures them on each, then prints how good they are on needs
/// they were not learnt on, beside the weights in use.
pub(super) async fn run(
    services: &Services,
    names: &HashMap<MentorId, String>,
    queries: &[Query],
    filters: &MatchFilters,
    judgements: &Judgements,
) -> Result<(), Failure> {
    let mut found = Vec::with_capacity(queries.len());
    for query in queries {
        found
            .push(matching::find_for_evaluation(services, &Actor::System, &query.text, filters, None).await?);
    }
    let needs: Vec<Need<'_>> =
        queries.iter().zip(&found).map(|(query, found)| Need { query, found }).collect();
    let measure = |weights: &Weights, need: &Need<'_>| -> Metrics {
        let ranked = matching::rank_for_evaluation(services, need.found, *weights, PLACES, None);
        let ids: Vec<String> = named(names, ranked).into_iter().map(|(id, _)| id).collect();
        let none = HashMap::new();
        metrics::measure(&ids, judgements.get(&need.query.qid).unwrap_or(&none))
    };
    let quality = |weights: &Weights, learn_on: &dyn Fn(usize) -> bool| -> f64 {
        let of = (0..).zip(&needs).filter(|(at, _)| learn_on(*at));
        metrics::mean(&of.map(|(_, need)| measure(weights, need)).collect::<Vec<_>>()).ndcg_at_10
    };
    let items: Vec<(&str, &str)> =
        queries.iter().map(|query| (query.stratum.as_str(), query.qid.as_str())).collect();
    let fold_of = folds(&items, FOLDS);
    let learn =
        |left_out: usize| ascend(Weights::CONTROL, |weights| quality(weights, &|at| fold_of[at] != left_out));
    let mut learnt = Vec::with_capacity(FOLDS);
    for fold in 0..FOLDS {
        learnt.push(learn(fold));
        progress("Folds", fold + 1, FOLDS);
    }
    // No fold has this number: nothing is left out.
    let of_all = learn(FOLDS);

    let each = |of: &dyn Fn(usize) -> Weights| -> Vec<(&str, Metrics)> {
        (0..).zip(&needs).map(|(at, need)| (need.query.stratum.as_str(), measure(&of(at), need))).collect()
    };
    let in_use = each(&|_| Weights::CONTROL);
    let unseen = each(&|at| learnt[fold_of[at]]);
    let seen = each(&|_| of_all);
    say("\nnDCG@10 by weights");
    report("in use", &in_use, &in_use);
    report("learnt, needs not seen", &unseen, &in_use);
    report("learnt, needs seen", &seen, &in_use);
    say("\nfactors learnt for the weights in use");
    for (fold, weights) in learnt.iter().enumerate() {
        say(format_args!("without fold {}  {}", fold + 1, factors(*weights)));
    }
    say(format_args!("on all           {}", factors(of_all)));
    Ok(())
}

/// A need with what was found for it.
struct Need<'a> {
    query: &'a Query,
    found: &'a Found,
}

/// The mean, how much it is above the one in use, need by need, and the strata.
fn report(name: &str, measured: &[(&str, Metrics)], in_use: &[(&str, Metrics)]) {
    let gains: Vec<f64> =
        measured.iter().zip(in_use).map(|((_, a), (_, b))| a.ndcg_at_10 - b.ndcg_at_10).collect();
    let (low, high) = metrics::interval(&gains);
    let gain = gains.iter().sum::<f64>() / gains.len().max(1) as f64;
    let mut line = format!("{name:<24}");
    for (at, (stratum, found)) in by_stratum(measured).into_iter().enumerate() {
        let mean = metrics::mean(&found).ndcg_at_10;
        line.push_str(&match at {
            0 => format!("{mean:.4}  {gain:+.4} ({low:+.3} to {high:+.3})"),
            _ => format!("  {stratum} {mean:.3}"),
        });
    }
    say(line);
}

fn factors(mut weights: Weights) -> String {
    let mut control = Weights::CONTROL;
    let factor = |name: &str| {
        let (learnt, before) = (weights.named(name).copied(), control.named(name).copied());
        format!("{name} {:.2}", learnt.unwrap_or_default() / before.unwrap_or(1.0))
    };
    LEARNT.map(factor).join("  ")
}
