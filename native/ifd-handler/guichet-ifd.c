/*
 * A PC/SC reader made of a unix socket: unmodified pcscd loads it and sees the simulated readers of virtual-reader.ts.
 * IFD handler API 3.0 (pcsc-lite, ifdhandler.h). One library serves any number of readers, each on a socket of its own.
 *
 * Two connections to each socket, told apart by the first byte sent:
 *   'E' events: the other side writes '1' when a card is laid and '0' when it is taken, beginning with what lies there.
 *   'C' commands: op, length (4 bytes, most significant first), bytes; answered by code, length, bytes.
 *     'U' power up, or reset -> ATR   'D' power down   'T' APDU -> response
 *     'X' control code (4 bytes) and bytes -> bytes   'A' attribute (4 bytes) -> value
 *     codes: 0 done, 1 no card, 2 mute, 3 not known here
 * An end of the connections is a reader unplugged; it is looked for again until it is back.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <wintypes.h>
#include <pcsclite.h>
#include <ifdhandler.h>
#include <reader.h>

enum { most_readers = 16, longest_answer = MAX_BUFFER_SIZE_EXTENDED, replug_look_ms = 100 };
/* Longer than any card of a test is slow, shorter than anybody's patience. */
enum { answer_deadline_s = 30 };
enum { code_done = 0, code_no_card = 1, code_mute = 2, code_unknown = 3, code_broken = -1 };

struct reader {
  bool used;
  DWORD lun;
  char path[sizeof ((struct sockaddr_un *)0)->sun_path];
  int events; /* opened and closed by pcscd's event thread alone */
  int stop[2];
  bool present;
  pthread_mutex_t talking; /* guards what follows */
  int commands;
  UCHAR atr[MAX_ATR_SIZE];
  DWORD atr_length;
};

static struct reader readers[most_readers];
static pthread_mutex_t listing = PTHREAD_MUTEX_INITIALIZER;

static struct reader *reader_of(DWORD lun) {
  for (int at = 0; at < most_readers; at++)
    if (readers[at].used && readers[at].lun == lun) return &readers[at];
  return NULL;
}

static int dial(const char *path, char kind) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  struct timeval patience = {.tv_sec = answer_deadline_s};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && send(fd, &kind, 1, MSG_NOSIGNAL) == 1)
    return fd;
  close(fd);
  return -1;
}

static void hang_up(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

static void unplugged(struct reader *reader) {
  hang_up(&reader->events);
  reader->present = false;
  pthread_mutex_lock(&reader->talking);
  hang_up(&reader->commands);
  reader->atr_length = 0;
  pthread_mutex_unlock(&reader->talking);
}

static bool plugged(struct reader *reader) {
  if (reader->events >= 0) return true;
  reader->events = dial(reader->path, 'E');
  if (reader->events < 0) return false;
  pthread_mutex_lock(&reader->talking);
  hang_up(&reader->commands);
  reader->commands = dial(reader->path, 'C');
  bool both = reader->commands >= 0;
  pthread_mutex_unlock(&reader->talking);
  if (!both) unplugged(reader);
  return both;
}

static bool sent(int fd, const void *bytes, size_t length) {
  for (const char *from = bytes; length > 0;) {
    ssize_t count = send(fd, from, length, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    from += count;
    length -= (size_t)count;
  }
  return true;
}

static bool received(int fd, void *bytes, size_t length) {
  for (char *to = bytes; length > 0;) {
    ssize_t count = recv(fd, to, length, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    to += count;
    length -= (size_t)count;
  }
  return true;
}

static void put_32(UCHAR *at, DWORD value) {
  for (int byte = 0; byte < 4; byte++) at[byte] = (UCHAR)(value >> (8 * (3 - byte)));
}

static DWORD get_32(const UCHAR *at) {
  return (DWORD)at[0] << 24 | (DWORD)at[1] << 16 | (DWORD)at[2] << 8 | at[3];
}

/* `number` goes before the bytes for control and attribute. The answer never exceeds `*length`; a broken conversation is over. */
static int ask(struct reader *reader, char op, const DWORD *number, const UCHAR *bytes, DWORD count, UCHAR *answer,
               DWORD *length) {
  UCHAR head[9] = {(UCHAR)op};
  size_t head_length = number == NULL ? 5 : 9;
  put_32(head + 1, count + (number == NULL ? 0 : 4));
  if (number != NULL) put_32(head + 5, *number);
  DWORD room = *length;
  *length = 0;
  int fd = reader->commands;
  UCHAR reply[5];
  if (fd >= 0 && sent(fd, head, head_length) && sent(fd, bytes, count) && received(fd, reply, sizeof reply)) {
    DWORD size = get_32(reply + 1);
    if (size <= room && received(fd, answer, size)) {
      *length = size;
      return reply[0];
    }
  }
  /* Shut, not closed: the event thread may be waiting on it and closes it when it wakes. */
  if (reader->commands >= 0) shutdown(reader->commands, SHUT_RDWR);
  if (reader->events >= 0) shutdown(reader->events, SHUT_RDWR);
  return code_broken;
}

static int ask_in_turn(struct reader *reader, char op, const DWORD *number, const UCHAR *bytes, DWORD count,
                       UCHAR *answer, DWORD *length) {
  pthread_mutex_lock(&reader->talking);
  int code = ask(reader, op, number, bytes, count, answer, length);
  pthread_mutex_unlock(&reader->talking);
  return code;
}

/*
 * Called by pcscd's event thread between two looks at the card. It takes one event at a time: a card taken and another
 * laid in its place are two moves, however fast they were. Looking (IFDHICCPresence) takes none: pcscd looks at other times too.
 */
static RESPONSECODE wait_for_event(DWORD lun, int timeout_ms) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  bool was_plugged = reader->events >= 0;
  if (!was_plugged && plugged(reader)) return IFD_SUCCESS;
  if (!was_plugged && (timeout_ms < 0 || timeout_ms > replug_look_ms)) timeout_ms = replug_look_ms;
  struct pollfd fds[2] = {{.fd = reader->stop[0], .events = POLLIN}, {.fd = reader->events, .events = POLLIN}};
  poll(fds, was_plugged ? 2 : 1, timeout_ms);
  char event;
  /* pcscd only wakes its thread with this; left in the pipe, it would never sleep again. */
  if (fds[0].revents != 0 && read(reader->stop[0], &event, 1) != 1) return IFD_COMMUNICATION_ERROR;
  if (!was_plugged || fds[1].revents == 0) return IFD_SUCCESS;
  ssize_t count = recv(reader->events, &event, 1, MSG_DONTWAIT);
  if (count == 1)
    reader->present = event == '1';
  else if (count == 0 || (errno != EAGAIN && errno != EINTR))
    unplugged(reader);
  return IFD_SUCCESS;
}

static RESPONSECODE stop_waiting(DWORD lun) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL || write(reader->stop[1], "", 1) != 1) return IFD_COMMUNICATION_ERROR;
  return IFD_SUCCESS;
}

/* The part of a DEVICENAME behind the first colon; pcscd wants a colon in a name that is no device file. */
RESPONSECODE IFDHCreateChannelByName(DWORD lun, LPSTR name) {
  const char *colon = strchr(name, ':');
  const char *path = colon == NULL ? name : colon + 1;
  if (strlen(path) >= sizeof readers[0].path) return IFD_COMMUNICATION_ERROR;
  pthread_mutex_lock(&listing);
  struct reader *reader = NULL;
  for (int at = 0; at < most_readers && reader == NULL; at++)
    if (!readers[at].used) reader = &readers[at];
  if (reader != NULL) {
    *reader = (struct reader){.lun = lun, .events = -1, .commands = -1};
    strcpy(reader->path, path);
    pthread_mutex_init(&reader->talking, NULL);
    reader->used = pipe(reader->stop) == 0;
  }
  pthread_mutex_unlock(&listing);
  if (reader == NULL || !reader->used) return IFD_COMMUNICATION_ERROR;
  plugged(reader);
  return IFD_SUCCESS;
}

RESPONSECODE IFDHCreateChannel(DWORD lun, DWORD channel) {
  (void)lun;
  (void)channel;
  return IFD_COMMUNICATION_ERROR;
}

RESPONSECODE IFDHCloseChannel(DWORD lun) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  unplugged(reader);
  pthread_mutex_lock(&listing);
  close(reader->stop[0]);
  close(reader->stop[1]);
  reader->used = false;
  pthread_mutex_unlock(&listing);
  return IFD_SUCCESS;
}

static RESPONSECODE give(const void *value, size_t size, PDWORD length, PUCHAR to) {
  if (*length < size) return IFD_ERROR_INSUFFICIENT_BUFFER;
  memcpy(to, value, size);
  *length = size;
  return IFD_SUCCESS;
}

static RESPONSECODE give_byte(UCHAR value, PDWORD length, PUCHAR to) { return give(&value, 1, length, to); }

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, PDWORD length, PUCHAR value) {
  RESPONSECODE (*waiting)(DWORD, int) = wait_for_event;
  RESPONSECODE (*stopping)(DWORD) = stop_waiting;
  switch (tag) {
    case TAG_IFD_SIMULTANEOUS_ACCESS: return give_byte(most_readers, length, value);
    case TAG_IFD_THREAD_SAFE: return give_byte(1, length, value);
    case TAG_IFD_SLOT_THREAD_SAFE: return give_byte(0, length, value);
    case TAG_IFD_SLOTS_NUMBER: return give_byte(1, length, value);
    case TAG_IFD_POLLING_THREAD_WITH_TIMEOUT: return give(&waiting, sizeof waiting, length, value);
    case TAG_IFD_STOP_POLLING_THREAD: return give(&stopping, sizeof stopping, length, value);
    case TAG_IFD_POLLING_THREAD_KILLABLE: return IFD_ERROR_TAG;
  }
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  if (tag == TAG_IFD_ATR || tag == SCARD_ATTR_ATR_STRING) {
    pthread_mutex_lock(&reader->talking);
    RESPONSECODE given = give(reader->atr, reader->atr_length, length, value);
    pthread_mutex_unlock(&reader->talking);
    return given;
  }
  return ask_in_turn(reader, 'A', &tag, NULL, 0, value, length) == code_done ? IFD_SUCCESS : IFD_ERROR_TAG;
}

RESPONSECODE IFDHSetCapabilities(DWORD lun, DWORD tag, DWORD length, PUCHAR value) {
  (void)lun;
  (void)tag;
  (void)length;
  (void)value;
  return IFD_ERROR_VALUE_READ_ONLY;
}

RESPONSECODE IFDHSetProtocolParameters(DWORD lun, DWORD protocol, UCHAR flags, UCHAR pts1, UCHAR pts2, UCHAR pts3) {
  (void)lun;
  (void)protocol;
  (void)flags;
  (void)pts1;
  (void)pts2;
  (void)pts3;
  return IFD_SUCCESS;
}

RESPONSECODE IFDHPowerICC(DWORD lun, DWORD action, PUCHAR atr, PDWORD length) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  *length = 0;
  pthread_mutex_lock(&reader->talking);
  DWORD size = sizeof reader->atr;
  bool isDown = action == IFD_POWER_DOWN;
  int code = ask(reader, isDown ? 'D' : 'U', NULL, NULL, 0, reader->atr, &size);
  reader->atr_length = code == code_done ? size : 0;
  memcpy(atr, reader->atr, reader->atr_length);
  *length = reader->atr_length;
  pthread_mutex_unlock(&reader->talking);
  if (code == code_broken) return IFD_COMMUNICATION_ERROR;
  return isDown || *length > 0 ? IFD_SUCCESS : IFD_ERROR_POWER_ACTION;
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, SCARD_IO_HEADER send_pci, PUCHAR command, DWORD count, PUCHAR response,
                               PDWORD length, PSCARD_IO_HEADER receive_pci) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  if (receive_pci != NULL) receive_pci->Protocol = send_pci.Protocol;
  switch (ask_in_turn(reader, 'T', NULL, command, count, response, length)) {
    case code_done: return IFD_SUCCESS;
    case code_no_card: return IFD_ICC_NOT_PRESENT;
    case code_mute: return IFD_RESPONSE_TIMEOUT;
    default: return IFD_COMMUNICATION_ERROR;
  }
}

RESPONSECODE IFDHControl(DWORD lun, DWORD control, PUCHAR bytes, DWORD count, PUCHAR answer, DWORD room,
                         LPDWORD length) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  *length = room;
  switch (ask_in_turn(reader, 'X', &control, bytes, count, answer, length)) {
    case code_done: return IFD_SUCCESS;
    case code_broken: return IFD_COMMUNICATION_ERROR;
    default: return IFD_ERROR_NOT_SUPPORTED;
  }
}

RESPONSECODE IFDHICCPresence(DWORD lun) {
  struct reader *reader = reader_of(lun);
  if (reader == NULL || reader->events < 0) return IFD_COMMUNICATION_ERROR;
  return reader->present ? IFD_ICC_PRESENT : IFD_ICC_NOT_PRESENT;
}
