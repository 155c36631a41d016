"""Lighter outlines, for smaller PDFs. The originals were made of cubic curves by a general tool, with far more quadratic
pieces than paper can show. light() draws the curves of a glyph anew with as few points as keep every part of it within
a tolerance. Corners and straight lines stay where they are, to the unit, and so do stems, their widths and what is
aligned; equal strokes stay equal.

A contour is a list of points (x, y, on the curve?) in units of the em, whole numbers; it is closed, with ink on the right of
its direction (TrueType). A segment is (start, control point or None, end).
"""

from math import hypot

SLACK = 0.1  # what may come on top of the tolerance, as measured afterwards between polygons
CORNER = 0.985  # cosine of the turn, 10°, from which two segments meet in a corner
STRAIGHT = 12  # a line as long as this stays
BEND = 0.05  # the turn, 3°, that may come about where two segments met without


def light(contours, tolerance):
    """The contours, redrawn and put in order, and how far the farthest place of each has moved. A contour that would move
    too far, turn over, or touch another that it did not touch (or no more) stays as it was."""
    drawn = [redrawn(c, tolerance) for c in contours]
    moved = [distance(c, d) for c, d in zip(contours, drawn)]
    stays = {i for i, c in enumerate(contours) if moved[i] > tolerance + SLACK or area(c) * area(drawn[i]) <= 0}
    before = touching(contours)
    while True:
        for i in stays:
            drawn[i], moved[i] = contours[i], 0.0
        other = {i for pair in before ^ touching(drawn) for i in pair}
        if not other:
            return arranged(drawn), moved
        stays = other


# --- Segments


def segments(contour):
    """The segments of a contour, from its first point on the curve."""
    first = next(i for i, p in enumerate(contour) if p[2])
    out, control, at = [], None, contour[first][:2]
    for x, y, on in contour[first + 1 :] + contour[: first + 1]:
        if on:
            out.append((at, control, (x, y)))
            at, control = (x, y), None
        else:
            if control:
                middle = ((control[0] + x) / 2, (control[1] + y) / 2)
                out.append((at, control, middle))
                at = middle
            control = (x, y)
    return [(a, None if c == a or c == b else c, b) for a, c, b in out if a != b or c not in (None, a)]


def direction(a, b):
    length = hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (0.0, 0.0)


def leaving(s):
    return direction(s[0], s[1] or s[2])


def arriving(s):
    return direction(s[1] or s[0], s[2])


def flatten(s, n):
    """n points of a segment, the last its end."""
    (x0, y0), c, (x2, y2) = s
    if c is None:
        return [(x0 + (x2 - x0) * i / n, y0 + (y2 - y0) * i / n) for i in range(1, n + 1)]
    x1, y1 = c
    out = []
    for i in range(1, n + 1):
        t = i / n
        a, b, d = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        out.append((a * x0 + b * x1 + d * x2, a * y0 + b * y1 + d * y2))
    return out


def far(points, line, limit=1e9, j=0):
    """How far the farthest of points is from a polyline that runs beside them from its j-th point on: no less than it
    really is, and 0.2 at least. Gives up beyond the limit."""
    worst, last = 0.04, len(line) - 2
    limit *= limit
    for x, y in points:
        best, i, end = 1e18, j, last if j + 6 > last else j + 6
        while i <= end:
            ax, ay = line[i]
            px, py = x - ax, y - ay
            bx, by = line[i + 1]
            dx, dy = bx - ax, by - ay
            t = px * dx + py * dy
            if t > 0:
                n = dx * dx + dy * dy
                t = t / n if t < n else 1.0
                px -= t * dx
                py -= t * dy
            d = px * px + py * py
            if d < best:
                best, j = d, i
                if d <= worst: # says nothing new
                    break
                end = last if i + 6 > last else i + 6
            i += 1
        if best > worst:
            worst = best
            if worst > limit:
                break
    return worst**0.5


# --- Drawing


def redrawn(contour, tolerance):
    """A contour with as few points as will do. It is drawn at the origin, so that the same stroke elsewhere is drawn
    the same."""
    left, bottom, _ = contour[0]
    segs = segments([(x - left, y - bottom, on) for x, y, on in contour])
    n = len(segs)

    def breaks(i):
        before, after = segs[i - 1], segs[i]
        if not smooth(before, after):
            return True
        straight = [s[1] is None and hypot(s[2][0] - s[0][0], s[2][1] - s[0][1]) >= STRAIGHT for s in (before, after)]
        if before[1] is None and after[1] is None:
            return any(straight) and far([before[2]], [before[0], after[2]]) > 0.5
        return any(straight)

    def extreme(i):
        u, v = arriving(segs[i - 1]), leaving(segs[i])
        return abs(u[0] * u[1]) + abs(v[0] * v[1]) < 1e-9

    at = [i for i in range(n) if breaks(i)]
    if len(at) < 2:
        at = sorted(set(at) | {i for i in range(n) if extreme(i)}) or [0]
        if len(at) < 2:
            at = sorted({at[0], (at[0] + n // 2) % n})
    out = []
    for k, i in enumerate(at):
        j = at[(k + 1) % len(at)]
        run = segs[i:j] if i < j else segs[i:] + segs[:j]
        out += curve(run, tolerance, smooth(segs[i - 1], segs[i]), smooth(segs[j - 1], segs[j]))
    return [(x + left, y + bottom, on) for x, y, on in merged(out)]


def smooth(before, after):
    u, v = arriving(before), leaving(after)
    return u[0] * v[0] + u[1] * v[1] >= CORNER


def curve(run, tolerance, *goes_on):
    """The points of a run, the first on the curve, without its end; goes_on tells whether the outline goes on without a
    corner before it and behind."""
    start, end = whole(run[0][0]), whole(run[-1][2])
    dense = [run[0][0]] + [p for s in run for p in flatten(s, 8 if s[1] else 2)]
    straight = all(s[1] is None for s in run)
    if len(run) == 1 and straight or far(dense[1:-1], [start, end]) <= (tolerance if straight else 0.5):
        return [(*start, True)]
    for n in range(1, min(len(run), 5) + (len(run) > 1)):
        controls = fitted(run, start, end, n, dense, tolerance, goes_on)
        if controls:
            return [(*start, True)] + [(*c, False) for c in controls]
    if len(run) > 1:
        # In two, best where the curve turns from an axis.
        def rank(i):
            u = leaving(run[i])
            return (abs(u[0] * u[1]) > 1e-9, abs(2 * i - len(run)))

        i = min(range(1, len(run)), key=rank)
        return curve(run[:i], tolerance, goes_on[0], True) + curve(run[i:], tolerance, True, goes_on[1])
    c = fitted(run, start, end, 1, dense, tolerance, goes_on) or [run[0][1]]
    return [(*start, True), (*c[0], False)]


def pieces(start, controls, end):
    """The segments between two points on the curve."""
    out, at = [], start
    for c, d in zip(controls, controls[1:]):
        middle = ((c[0] + d[0]) / 2, (c[1] + d[1]) / 2)
        out.append((at, c, middle))
        at = middle
    out.append((at, controls[-1], end))
    return out


def whole(p):
    return round(p[0]), round(p[1])


def fitted(run, start, end, n, dense, tolerance, goes_on):
    """n control points that draw a run within the tolerance, or None."""
    found = fit(run, start, end, n, goes_on)
    if found is None:
        return None
    # An end that leaves along an axis goes on to do so.
    fixed = {}
    ends = ((0, start, leaving(run[0]), goes_on[0]), (n - 1, end, arriving(run[-1]), goes_on[1]))
    for i, p, u, _ in ends:
        for axis in (0, 1):
            if abs(u[axis]) < 1e-9:
                fixed[i, axis] = p[axis]
    exact = [tuple(fixed.get((i, axis), c[axis]) for axis in (0, 1)) for i, c in enumerate(found)]
    many = 8 if n == 1 else 6

    def error(controls, limit):
        for i, p, (u, v), same in ends:
            if same:
                x, y = controls[i][0] - p[0], controls[i][1] - p[1]
                if abs(x * v - y * u) > max(0.75, BEND * abs(x * u + y * v)):
                    return 9.0
        line = [start] + [p for s in pieces(start, controls, end) for p in flatten(s, many)]
        return max(far(dense, line, limit), far(line, dense, limit))

    if error(exact, tolerance + 0.3) > tolerance + 0.3:
        return None
    best = [tuple(fixed.get((i, axis), round(c[axis])) for axis in (0, 1)) for i, c in enumerate(exact)]
    least = error(best, 9)
    for _ in range(2):
        if least <= tolerance:
            return best
        for i in range(n):
            x, y = best[i]
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                if (dx and (i, 0) in fixed) or (dy and (i, 1) in fixed):
                    continue
                other = best[:i] + [(x + dx, y + dy)] + best[i + 1 :]
                e = error(other, least)
                if e < least:
                    best, least = other, e
    return best if least <= tolerance else None


def fit(run, start, end, n, goes_on):
    """The n control points that come nearest to a run between two given points: least squares of the distances along
    its normals, three times over."""
    # Samples of the run, drawn towards the new ends, with their directions.
    samples, length = [], 0.0
    many = max(3, (4 * n + 3) // len(run) + 1)
    last = run[0][0]
    for s in run:
        (x0, y0), c, (x2, y2) = s
        x1, y1 = c or ((x0 + x2) / 2, (y0 + y2) / 2)
        for i in range(many):
            t = (i + 0.5) / many
            x = (1 - t) * (1 - t) * x0 + 2 * t * (1 - t) * x1 + t * t * x2
            y = (1 - t) * (1 - t) * y0 + 2 * t * (1 - t) * y1 + t * t * y2
            u = (1 - t) * (x1 - x0) + t * (x2 - x1)
            v = (1 - t) * (y1 - y0) + t * (y2 - y1)
            size = hypot(u, v)
            length += hypot(x - last[0], y - last[1])
            last = (x, y)
            if size:
                samples.append([x, y, -v / size, u / size, length])
    length += hypot(run[-1][2][0] - last[0], run[-1][2][1] - last[1])
    dx0, dy0 = start[0] - run[0][0][0], start[1] - run[0][0][1]
    dx1, dy1 = end[0] - run[-1][2][0], end[1] - run[-1][2][1]
    for s in samples:
        f = s[4] / length
        s[0] += (1 - f) * dx0 + f * dx1
        s[1] += (1 - f) * dy0 + f * dy1
        s[4] = f * n
    points = None
    for again in range(3):
        size = 2 * n
        m = [[0.0] * (size + 1) for _ in range(size)]
        for x, y, nx, ny, t in samples:
            if points:
                t = nearest(points, x, y, t)
            k = min(int(t), n - 1)
            f = t - k
            a, c = (1 - f) * (1 - f) * (1 if k == 0 else 0.5), f * f * (1 if k == n - 1 else 0.5)
            b = 1 - a - c
            # Basis of control k-1, k, k+1; the ends are given.
            row = []
            px, py = x, y
            for i, w in ((k - 1, a), (k, b), (k + 1, c)):
                if i < 0:
                    px -= w * start[0]
                    py -= w * start[1]
                elif i >= n:
                    px -= w * end[0]
                    py -= w * end[1]
                elif w:
                    row.append((i, w))
            if points is None:
                for i, w in row:
                    for j, z in row:
                        m[2 * i][2 * j] += w * z
                        m[2 * i + 1][2 * j + 1] += w * z
                    m[2 * i][size] += w * px
                    m[2 * i + 1][size] += w * py
                continue
            goal = nx * px + ny * py
            line = [(2 * i + k, w * v) for i, w in row for k, v in ((0, nx), (1, ny))]
            for i, w in line:
                r = m[i]
                for j, z in line:
                    r[j] += w * z
                r[size] += w * goal
        for i, (px, py), (u, v), same in (0, start, leaving(run[0]), goes_on[0]), (n - 1, end, arriving(run[-1]), goes_on[1]):
            if same:  # along the direction in which it is met
                goal = 9 * (px * v - py * u)
                for j, w in ((2 * i, v), (2 * i + 1, -u)):
                    m[j][2 * i] += 9 * w * v
                    m[j][2 * i + 1] -= 9 * w * u
                    m[j][size] += w * goal
        if points:
            for i in range(size): # where the normals leave it open, it stays
                m[i][i] += 1e-3
                m[i][size] += 1e-3 * points[i // 2 + 1][i % 2]
        solution = solve(m)
        if solution is None:
            return None
        points = [start] + [(solution[2 * i], solution[2 * i + 1]) for i in range(n)] + [end]
    return points[1:-1]


def nearest(points, x, y, t):
    """The parameter, from t on, at which a curve comes nearest to a place: two steps of Newton's."""
    n = len(points) - 2
    for _ in range(2):
        k = min(int(t), n - 1)
        f = t - k
        bx, by = points[k + 1]
        ax, ay = points[k]
        cx, cy = points[k + 2]
        if k > 0:
            ax, ay = (ax + bx) / 2, (ay + by) / 2
        if k < n - 1:
            cx, cy = (cx + bx) / 2, (cy + by) / 2
        g = 1 - f
        u, v = 2 * (g * (bx - ax) + f * (cx - bx)), 2 * (g * (by - ay) + f * (cy - by))
        px, py = g * g * ax + 2 * f * g * bx + f * f * cx - x, g * g * ay + 2 * f * g * by + f * f * cy - y
        d = u * u + v * v
        if not d:
            break
        t = min(max(t - (px * u + py * v) / d, 0.0), float(n))
    return t


def solve(m):
    """Gauss's elimination, with the largest pivot."""
    n = len(m)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        if abs(m[p][i]) < 1e-9:
            return None
        m[i], m[p] = m[p], m[i]
        top = m[i]
        for r in range(i + 1, n):
            row = m[r]
            f = row[i] / top[i]
            if f:
                for j in range(i, n + 1):
                    row[j] -= f * top[j]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        row = m[i]
        x[i] = (row[n] - sum(row[j] * x[j] for j in range(i + 1, n))) / row[i]
    return x


def merged(points):
    """Without points that say nothing: doubled, in the middle of a line, or half way between two control points."""
    changed = True
    while changed and len(points) > 3:
        changed = False
        for i, (x, y, on) in enumerate(points):
            (x0, y0, on0), (x1, y1, on1) = points[i - 1], points[(i + 1) % len(points)]
            if not on:
                continue
            if on0 and (x, y) == (x0, y0):
                gone = True
            elif on0 and on1:
                gone = (x - x0) * (y1 - y) == (y - y0) * (x1 - x) and (x - x0) * (x1 - x) + (y - y0) * (y1 - y) > 0
            else:
                gone = not on0 and not on1 and 2 * x == x0 + x1 and 2 * y == y0 + y1
            if gone and sum(p[2] for p in points) > 1:
                del points[i]
                changed = True
                break
    return points


# --- What has come of it


def area(contour):
    """Twice the area of the polygon through all points, negative for ink outside."""
    return sum(a[1] * b[0] - a[0] * b[1] for a, b in zip(contour, contour[1:] + contour[:1]))


def outline(contour, fine):
    segs = segments(contour)
    out = [segs[0][0]]
    for s in segs:
        out += flatten(s, fine if s[1] else max(1, int(hypot(s[2][0] - s[0][0], s[2][1] - s[0][1]) / 25)))
    return out


def distance(old, new):
    """How far two outlines are from each other at the most, both ways."""
    a, b = outline(old, 10), outline(new, 10)
    x, y = b[0]
    k = min(range(len(a)), key=lambda i: hypot(a[i][0] - x, a[i][1] - y))
    a = a[k:-1] + a[: k + 1]
    # A little further at both ends, for what is nearest to a place before the beginning.
    return max(far(p, q[-9:-1] + q + q[1:9], j=7) for p, q in ((a, b), (b, a)))


def touching(contours):
    """Which contours touch which: the same before and after, so no part of a character comes off or grows on."""
    found = set()
    lines = [outline(c, 6) for c in contours]
    boxes = [(min(p[0] for p in l), min(p[1] for p in l), max(p[0] for p in l), max(p[1] for p in l)) for l in lines]
    for i, a in enumerate(lines):
        for j in range(i):
            p, q = boxes[i], boxes[j]
            x0, y0, x1, y1 = max(p[0], q[0]), max(p[1], q[1]), min(p[2], q[2]), min(p[3], q[3])
            if x0 > x1 or y0 > y1:
                continue
            near = [within(l, x0, y0, x1, y1) for l in (a, lines[j])]
            if touch(*near):
                found.add((j, i))
    return found


def within(line, x0, y0, x1, y1):
    return [
        (a, b)
        for a, b in zip(line, line[1:])
        if max(a[0], b[0]) >= x0 and min(a[0], b[0]) <= x1 and max(a[1], b[1]) >= y0 and min(a[1], b[1]) <= y1
    ]


def touch(one, two):
    for (ax, ay), (bx, by) in one:
        x0, x1 = (ax, bx) if ax < bx else (bx, ax)
        y0, y1 = (ay, by) if ay < by else (by, ay)
        for (cx, cy), (dx, dy) in two:
            if (cx < x0 and dx < x0) or (cx > x1 and dx > x1) or (cy < y0 and dy < y0) or (cy > y1 and dy > y1):
                continue
            ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
            s1, s2 = ux * (cy - ay) - uy * (cx - ax), ux * (dy - ay) - uy * (dx - ax)
            if (s1 > 0 and s2 > 0) or (s1 < 0 and s2 < 0):
                continue
            s1, s2 = vx * (ay - cy) - vy * (ax - cx), vx * (by - cy) - vy * (bx - cx)
            if (s1 > 0 and s2 > 0) or (s1 < 0 and s2 < 0):
                continue
            return True
    return False


# --- How it is stored


def arranged(contours):
    """The contours, each begun where the way from the one before it is short and its own longest way is the last, which
    is not stored."""

    def price(a, b):
        return sum(0 if d == 0 else 6 + abs(d) / 128 if abs(d) < 256 else 11 for d in (b[0] - a[0], b[1] - a[1]))

    out, at = [], (0, 0)
    left = list(contours)
    while left:
        best = None
        for k, c in enumerate(left):
            for i, p in enumerate(c):
                if p[2]:
                    cost = price(at, p) - price(c[i - 1], p)
                    if best is None or cost < best[0]:
                        best = (cost, k, i)
        _, k, i = best
        c = left.pop(k)
        out.append(c[i:] + c[:i])
        at = out[-1][-1]
    return out
