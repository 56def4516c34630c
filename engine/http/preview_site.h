#pragma once

// The web page of a preview: what it is made of, and the door before it.

#include <string>

#include "http/message.h"
#include "http/routes.h"
#include "review/preview_session.h"

namespace thethuc::http {

struct PreviewSiteSettings {
  std::string key;        // of the door: without it nothing is shown
  std::string data_name;  // what the page calls the data
};

// Any number of threads may ask. The session must live as long.
class PreviewSite {
 public:
  PreviewSite(review::PreviewSession& session, PreviewSiteSettings settings);

  // For a server: no request of ours has a body.
  Admission admit(Request const& request) const;

  // Opens to ?key=…, which sets a cookie, and to that cookie; 403 otherwise: other users of the
  // machine can reach its ports, too.
  //
  //   GET /                               the page; style.css and page.js beside it
  //   GET /state                          what there is to show: preview_json.h
  //   GET /events                         "state" with its version, whenever there is a new one
  //   GET /pages/{revision}/{page}?dpi=   a page image
  //   GET /document.docx, /document.pdf   the last good ones
  Response answer(Request const& request) const;

 private:
  Response state(Request const& request) const;
  Response page(Request const& request, PathValues const& values) const;
  Response events() const;
  Response docx(Request const& request) const;
  Response pdf(Request const& request) const;
  std::string cookie_name(Request const& request) const;

  review::PreviewSession& session_;
  PreviewSiteSettings settings_;
  Routes routes_;
};

// 128 bits from the system's source of randomness, as text.
std::string new_key();

}  // namespace thethuc::http
