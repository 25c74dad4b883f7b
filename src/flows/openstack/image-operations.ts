import type { Operation } from "../../index.ts";

const REFERENCE = "https://docs.openstack.org/api-ref/image/v2/index.html";
const SHOW = { title: "Show image", url: `${REFERENCE}#show-image` };
const LIST = { title: "List images", url: `${REFERENCE}#list-images` };
const ADD_MEMBER = { title: "Create image member", url: `${REFERENCE}#create-image-member` };

/** Calls of the Image API, with a first draft of what a page says about them. */
export const IMAGE_OPERATIONS: readonly Operation[] = [
  {
    id: "image.versions",
    service: "image",
    method: "GET",
    path: "",
    reference: {
      title: "List API versions",
      url: "https://docs.openstack.org/api-ref/image/versions/index.html#list-api-versions",
    },
    summary: {
      en: "ask the Image service for the endpoints of its versions and receive them.",
      ko: "Image 서비스의 버전별 엔드포인트 목록을 요청하고 수신하는 과정이다.",
    },
    requestProse: {
      en: "Asks the Image service, at the address from the catalog, which versions of its API it offers.",
      ko: "카탈로그에서 확인한 주소로 Image 서비스가 제공하는 API 버전을 조회한다.",
    },
    responseProse: {
      en: "Lists each version with its address. The one with `status` `CURRENT` is the newest.",
      ko: "각 버전의 주소를 수신한다. `status`가 `CURRENT`인 버전이 최신 버전이다.",
    },
    responseHighlights: ["/versions/0/status"],
  },
  {
    id: "image.show",
    service: "image",
    method: "GET",
    path: "/v2/images/{image_id}",
    status: "404",
    reference: SHOW,
    summary: {
      en: "try the given image name as an id, which fails.",
      ko: "주어진 이미지 이름을 `ID`로 간주하여 조회했지만 찾지 못하는 과정이다.",
    },
    requestProse: {
      en: "The client cannot tell a name from an id, so it tries the given value as an id first.",
      ko: "클라이언트는 주어진 값이 이름인지 `ID`인지 알 수 없으므로 우선 `ID`로 조회한다.",
    },
    responseProse: {
      en: "The value is not the id of an image that this project can see. The client looks for it by name next.",
      ko: "주어진 값이 조회 가능한 이미지의 `ID`가 아님을 확인하고, 이어서 이름으로 조회한다.",
    },
  },
  {
    id: "image.show",
    service: "image",
    method: "GET",
    path: "/v2/images/{image_id}",
    reference: SHOW,
    summary: {
      en: "look the image up.",
      ko: "이미지 정보를 조회하는 과정이다.",
    },
    requestProse: {
      en: "Looks the image up by its id, to make sure that the given value is one. If you know the id, you can skip this call.",
      ko: "주어진 이미지 `ID`로 이미지 정보를 조회하여 값이 `ID`인지 확인한다. `ID`를 명확하게 알고 있다면 생략해도 되는 과정이다.",
    },
    responseProse: {
      en: "The details of the image. An image can be shared only while its `visibility` is `shared`.",
      ko: "이미지의 상세 정보를 수신한다. `visibility`가 `shared`인 이미지만 공유할 수 있다.",
    },
    responseHighlights: ["/visibility", "/id"],
  },
  {
    id: "image.list",
    service: "image",
    method: "GET",
    path: "/v2/images",
    query: "name",
    reference: LIST,
    summary: {
      en: "look the image up by name.",
      ko: "이미지 이름으로 이미지를 조회하는 과정이다.",
    },
    requestProse: {
      en: "Looks for images with the given name.",
      ko: "주어진 이름과 일치하는 이미지 목록을 조회한다.",
    },
    responseProse: {
      en: "The list holds the image and with it the id that the next steps need. An empty list means that no image has this name.",
      ko: "목록에서 이후 과정에 필요한 이미지 `ID`를 확인한다. 목록이 비어 있다면 해당 이름의 이미지가 없다는 뜻이다.",
    },
    responseHighlights: ["/images/0/id"],
  },
  {
    id: "image.list",
    service: "image",
    method: "GET",
    path: "/v2/images",
    query: "os_hidden",
    reference: LIST,
    summary: {
      en: "look for the image among the hidden ones.",
      ko: "숨겨진 이미지 중에서 이미지를 조회하는 과정이다.",
    },
    requestProse: {
      en: "Neither an id nor a name matched, so the client looks through the hidden images at last.",
      ko: "`ID`와 이름 모두 일치하는 이미지가 없으므로 마지막으로 숨겨진 이미지를 조회한다.",
    },
  },
  {
    id: "image.member.create",
    service: "image",
    method: "POST",
    path: "/v2/images/{image_id}/members",
    status: "403",
    reference: ADD_MEMBER,
    summary: {
      en: "ask to share the image with the project and are refused.",
      ko: "이미지를 프로젝트와 공유하려고 했지만 거절되는 과정이다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가한다.",
    },
    responseProse: {
      en: "Only the owner may share an image, and only one whose `visibility` is `shared`.",
      ko: "이미지의 소유자만, 그리고 `visibility`가 `shared`인 이미지만 공유할 수 있다.",
    },
  },
  {
    id: "image.member.create",
    service: "image",
    method: "POST",
    path: "/v2/images/{image_id}/members",
    status: "409",
    reference: ADD_MEMBER,
    summary: {
      en: "ask to share the image with a project that it is shared with already.",
      ko: "이미 이미지를 공유하고 있는 프로젝트와 다시 공유하려는 과정이다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가한다.",
    },
    responseProse: {
      en: "The project is a member already; nothing has changed.",
      ko: "이미 멤버로 등록된 프로젝트이므로 변경되는 것은 없다.",
    },
  },
  {
    id: "image.member.create",
    service: "image",
    method: "POST",
    path: "/v2/images/{image_id}/members",
    reference: ADD_MEMBER,
    summary: {
      en: "share the image with the project by adding it to the members.",
      ko: "이미지를 프로젝트가 사용할 수 있도록 멤버로 추가하는 과정이다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image. `member` in the body is the id of the project.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가한다. `Body`의 `member`가 프로젝트 `ID`이다.",
    },
    responseProse: {
      en: "The member is `pending` until its project accepts the image.",
      ko: "해당 프로젝트가 수락하기 전까지 `status`는 `pending` 상태이다.",
    },
    requestHighlights: ["/member"],
    responseHighlights: ["/status"],
  },
  {
    id: "image.member.list",
    service: "image",
    method: "GET",
    path: "/v2/images/{image_id}/members",
    reference: { title: "List image members", url: `${REFERENCE}#list-image-members` },
    summary: {
      en: "list the projects that the image is shared with.",
      ko: "이미지를 공유하고 있는 프로젝트 목록을 조회하는 과정이다.",
    },
    requestProse: {
      en: "Asks for the members of the image.",
      ko: "이미지의 멤버 목록을 조회한다.",
    },
    responseProse: {
      en: "Each member is a project; `status` says whether it has accepted the image.",
      ko: "각 멤버는 프로젝트이며, `status`로 이미지 공유를 수락했는지 확인할 수 있다.",
    },
    responseHighlights: ["/members/0/member_id", "/members/0/status"],
  },
  {
    id: "image.member.update",
    service: "image",
    method: "PUT",
    path: "/v2/images/{image_id}/members/{member_id}",
    reference: { title: "Update image member", url: `${REFERENCE}#update-image-member` },
    summary: {
      en: "accept the shared image on behalf of the project.",
      ko: "프로젝트가 공유받은 이미지를 수락하는 과정이다.",
    },
    requestProse: {
      en: "Sets the status of the project's membership. `{member_id}` is the id of the project that the token is for.",
      ko: "멤버의 상태를 변경한다. `{member_id}`는 토큰이 발급된 프로젝트의 `ID`이다.",
    },
    responseProse: {
      en: "The image is `accepted` and now appears in the image list of the project.",
      ko: "`status`가 `accepted`로 변경되어 해당 프로젝트의 이미지 목록에 나타난다.",
    },
    requestHighlights: ["/status"],
    responseHighlights: ["/status"],
  },
  {
    id: "image.member.delete",
    service: "image",
    method: "DELETE",
    path: "/v2/images/{image_id}/members/{member_id}",
    reference: { title: "Delete image member", url: `${REFERENCE}#delete-image-member` },
    summary: {
      en: "take the project out of the members of the image.",
      ko: "이미지의 멤버 목록에서 프로젝트를 제거하는 과정이다.",
    },
    requestProse: {
      en: "Removes the project from the members of the image.",
      ko: "이미지의 멤버 목록에서 프로젝트를 제거한다.",
    },
    responseProse: {
      en: "`204` has no body: the project can no longer use the image.",
      ko: "`204`는 `Body`가 없는 응답이며, 해당 프로젝트는 더 이상 이미지를 사용할 수 없다.",
    },
  },
];
