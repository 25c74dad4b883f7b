import type { Operation } from "../../index.ts";

const REFERENCE = "https://docs.openstack.org/api-ref/image/v2/index.html";
const SHOW = { title: "Show image", url: `${REFERENCE}#show-image` };
const LIST = { title: "List images", url: `${REFERENCE}#list-images` };
const ADD_MEMBER = { title: "Create image member", url: `${REFERENCE}#create-image-member` };

/** Calls of the Image API, with a first draft of the prose about them. */
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
      en: "list the versions of the Image API and their endpoints.",
      ko: "Image 서비스의 버전별 EndPoint 목록을 요청하고 수신하는 과정입니다.",
    },
    requestProse: {
      en: "Requests the versions of the Image API at the URL from the catalog.",
      ko: "카탈로그에서 확인한 주소로 Image 서비스가 제공하는 API 버전을 조회합니다.",
    },
    responseProse: {
      en: "Lists each version with its URL. The one with `status` `CURRENT` is the newest.",
      ko: "각 버전의 주소를 수신합니다. `status`가 `CURRENT`인 버전이 최신 버전입니다.",
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
      en: "try the given image name as an ID, which fails.",
      ko: "주어진 이미지 이름을 `ID`로 간주하여 조회했지만 찾지 못하는 과정입니다.",
    },
    requestProse: {
      en: "The client cannot distinguish a name from an ID, so it tries the given value as an ID first.",
      ko: "클라이언트는 주어진 값이 이름인지 `ID`인지 알 수 없으므로 우선 `ID`로 조회합니다.",
    },
    responseProse: {
      en: "The value is not the ID of an image that this project can see. The client looks it up by name next.",
      ko: "주어진 값이 조회 가능한 이미지의 `ID`가 아님을 확인하고, 이어서 이름으로 조회합니다.",
    },
  },
  {
    id: "image.show",
    service: "image",
    method: "GET",
    path: "/v2/images/{image_id}",
    reference: SHOW,
    summary: {
      en: "look up the image.",
      ko: "이미지 정보를 확인하는 과정입니다.",
    },
    requestProse: {
      en: "Looks up the image by its ID, to make sure that the given value is one. If you know the ID, you can skip this call.",
      ko: "주어진 이미지 `ID`로 이미지 정보를 조회하여 값이 `ID`인지 확인합니다. `ID`를 명확하게 알고 있다면 생략해도 되는 과정입니다.",
    },
    responseProse: {
      en: "The details of the image. An image can be shared only while its `visibility` is `shared`.",
      ko: "이미지의 상세 정보를 수신합니다. `visibility`가 `shared`인 이미지만 공유할 수 있습니다.",
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
      en: "look up the image by name.",
      ko: "이미지 이름으로 이미지를 조회하는 과정입니다.",
    },
    requestProse: {
      en: "Searches for images with the given name.",
      ko: "주어진 이름과 일치하는 이미지 목록을 조회합니다.",
    },
    responseProse: {
      en: "The list contains the image and its ID, which the next steps need. An empty list means that no image has this name.",
      ko: "목록에서 이후 과정에 필요한 이미지 `ID`를 확인합니다. 목록이 비어 있다면 해당 이름의 이미지가 없다는 뜻입니다.",
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
      ko: "숨겨진 이미지 중에서 이미지를 조회하는 과정입니다.",
    },
    requestProse: {
      en: "Neither an ID nor a name matched, so the client finally searches the hidden images.",
      ko: "`ID`와 이름 모두 일치하는 이미지가 없으므로 마지막으로 숨겨진 이미지를 조회합니다.",
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
      en: "try to share the image with the project, which is refused.",
      ko: "이미지를 프로젝트와 공유하려고 했지만 거절되는 과정입니다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가합니다.",
    },
    responseProse: {
      en: "Only the owner can share an image, and only one whose `visibility` is `shared`.",
      ko: "이미지의 소유자만, 그리고 `visibility`가 `shared`인 이미지만 공유할 수 있습니다.",
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
      en: "share the image with a project that is already a member.",
      ko: "이미 이미지를 공유하고 있는 프로젝트와 다시 공유하려는 과정입니다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가합니다.",
    },
    responseProse: {
      en: "The project is already a member; nothing changed.",
      ko: "이미 멤버로 등록된 프로젝트이므로 변경되는 것은 없습니다.",
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
      ko: "이미지를 프로젝트가 사용할 수 있도록 멤버 추가하는 과정입니다.",
    },
    requestProse: {
      en: "Adds the project to the members of the image. `member` in the body is the ID of the project.",
      ko: "이미지의 멤버 목록에 프로젝트를 추가합니다. `Body`의 `member`가 프로젝트 `ID`입니다.",
    },
    responseProse: {
      en: "The member is `pending` until its project accepts the image.",
      ko: "해당 프로젝트가 수락하기 전까지 `status`는 `pending` 상태입니다.",
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
      ko: "이미지를 공유하고 있는 프로젝트 목록을 조회하는 과정입니다.",
    },
    requestProse: {
      en: "Requests the members of the image.",
      ko: "이미지의 멤버 목록을 조회합니다.",
    },
    responseProse: {
      en: "Each member is a project; `status` shows whether it has accepted the image.",
      ko: "각 멤버는 프로젝트이며, `status`로 이미지 공유를 수락했는지 확인할 수 있습니다.",
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
      ko: "프로젝트가 공유받은 이미지를 수락하는 과정입니다.",
    },
    requestProse: {
      en: "Sets the status of the project's membership. `{member_id}` is the ID of the project that the token is for.",
      ko: "멤버의 상태를 변경합니다. `{member_id}`는 토큰이 발급된 프로젝트의 `ID`입니다.",
    },
    responseProse: {
      en: "The image is `accepted` and now appears in the image list of the project.",
      ko: "`status`가 `accepted`로 변경되어 해당 프로젝트의 이미지 목록에 나타납니다.",
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
      en: "remove the project from the members of the image.",
      ko: "이미지의 멤버 목록에서 프로젝트를 제거하는 과정입니다.",
    },
    requestProse: {
      en: "Removes the project from the members of the image.",
      ko: "이미지의 멤버 목록에서 프로젝트를 제거합니다.",
    },
    responseProse: {
      en: "`204` has no body: the project can no longer use the image.",
      ko: "`204`는 `Body`가 없는 응답이며, 해당 프로젝트는 더 이상 이미지를 사용할 수 없습니다.",
    },
  },
];
