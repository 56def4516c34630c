// What the page of a preview says.

import { withCommon } from "../shared/words.js";

export const WORDS = withCommon({
  vi: {
    title: "{name} · xem trước",
    preview: "Xem trước",
    fresh: "Bản mới nhất",
    fresh_changed: "Đã cập nhật theo {file}",
    fresh_changed_more: "Đã cập nhật theo {file} và {n} tệp khác",
    offline: "Chương trình xem trước đã dừng",
    alert_one: "Văn bản chưa dựng được: 1 lỗi",
    alert_many: "Văn bản chưa dựng được: {n} lỗi",
    alert_failure: "Văn bản chưa dựng được",
    alert_lead: "Sửa rồi lưu tệp, trang này tự cập nhật.",
    older: "Dưới đây là bản tốt gần nhất, chưa có thay đổi vừa rồi.",
  },
  en: {
    title: "{name} · preview",
    preview: "Preview",
    fresh: "Up to date",
    fresh_changed: "Updated after {file}",
    fresh_changed_more: "Updated after {file} and {n} more files",
    offline: "The preview program has ended",
    alert_one: "The document cannot be made: 1 error",
    alert_many: "The document cannot be made: {n} errors",
    alert_failure: "The document cannot be made",
    alert_lead: "Mend and save the file; this page follows.",
    older: "Below is the last good version, without the latest change.",
  },
});
