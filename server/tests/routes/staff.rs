//! Who becomes staff, and that there is always an administrator.

use office_hours::account::Role;
use office_hours::{Actor, Failure};
use serde_json::{Value, json};
use services::account::{GrantRole, GrantedRole, grant_role, list_staff};

use crate::support::{Edition, TestApp, on_both_databases};

async fn grant(app: &TestApp, email: &str, role: Role) -> Result<GrantedRole, Failure> {
    grant_role(&app.services, &Actor::System, &GrantRole { email: email.to_owned(), role }).await
}

fn code(refused: Result<GrantedRole, Failure>) -> String {
    match refused.unwrap_err() {
        Failure::Conflict { code, .. } => code,
        Failure::Invalid { field, .. } => field,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn the_first_administrator_signs_in_and_sees_the_programme(app: TestApp) {
        let granted = grant(&app, " Ada@Example.com ", Role::Admin).await.unwrap();
        assert_eq!((granted.email.as_str(), granted.before), ("ada@example.com", None));
        app.post(None, "/api/auth/login-link", json!({ "email": "ada@example.com" })).await.expect(202);
        let token = app.login_token("ada@example.com").await;
        let link = [("email", "ada@example.com"), ("token", token.as_str()), ("next", "/")];
        let entered = app.submit(None, "/fn/redeem_login_link", "/sign-in/confirm", &link).await;
        assert_eq!(entered.headers["location"], "/programme");
        let ada = app.sign_in("ada@example.com").await;
        app.get(Some(&ada), "/api/admin/analytics").await.expect(200);
        assert_eq!(code(grant(&app, "nobody", Role::Admin).await), "email");
        assert_eq!(app.journal("user.role_granted").await, [json!({ "before": null, "role": "admin" })]);
    }

    async fn a_role_holds_from_the_next_request_on(app: TestApp) {
        let noor = app.mentee("noor@example.com").await;
        app.get(Some(&noor), "/api/admin/analytics").await.problem(403);
        let granted = grant(&app, "noor@example.com", Role::Pm).await.unwrap();
        assert_eq!((granted.before, granted.role), (Some(Role::Mentee), Role::Pm));
        app.get(Some(&noor), "/api/admin/analytics").await.expect(200);
        assert_eq!(grant(&app, "noor@example.com", Role::Pm).await.unwrap().before, Some(Role::Pm));
        grant(&app, "noor@example.com", Role::Mentee).await.unwrap();
        app.get(Some(&noor), "/api/admin/analytics").await.problem(403);
        assert_eq!(
            app.journal("user.role_granted").await,
            [json!({ "before": "mentee", "role": "pm" }), json!({ "before": "pm", "role": "mentee" })],
        );
    }

    async fn the_last_administrator_stays_one(app: TestApp) {
        grant(&app, "ada@example.com", Role::Admin).await.unwrap();
        for role in [Role::Pm, Role::Mentor, Role::Mentee] {
            assert_eq!(code(grant(&app, "ada@example.com", role).await), "last_admin");
        }
        grant(&app, "joe@example.com", Role::Admin).await.unwrap();
        grant(&app, "ada@example.com", Role::Pm).await.unwrap();
        assert_eq!(code(grant(&app, "joe@example.com", Role::Pm).await), "last_admin");
        let staff = list_staff(&app.services, &Actor::System).await.unwrap();
        let staff: Vec<(&str, Role)> = staff.iter().map(|member| (member.email.as_str(), member.role)).collect();
        assert_eq!(staff, [("joe@example.com", Role::Admin), ("ada@example.com", Role::Pm)]);
    }

    async fn of_the_last_two_administrators_taken_back_at_once_one_stays(app: TestApp) {
        grant(&app, "ada@example.com", Role::Admin).await.unwrap();
        grant(&app, "joe@example.com", Role::Admin).await.unwrap();
        let (ada, joe) =
            tokio::join!(grant(&app, "ada@example.com", Role::Pm), grant(&app, "joe@example.com", Role::Pm));
        assert_ne!(ada.is_ok(), joe.is_ok());
        assert_eq!(code(if ada.is_err() { ada } else { joe }), "last_admin");
    }

    async fn nobody_is_given_the_other_side_of_a_session(app: TestApp) {
        app.mentee("noor@example.com").await;
        app.mentor("ines@example.com", Value::Null).await;
        assert_eq!(code(grant(&app, "noor@example.com", Role::Mentor).await), "is_mentee");
        assert_eq!(code(grant(&app, "ines@example.com", Role::Mentee).await), "is_mentor");
    }
}
