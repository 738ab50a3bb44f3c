/* The inner loop of learn_diacritics.py: one pass of stochastic gradient descent (AdaGrad) over a stream of syllables.
 *
 * The score of a form y at place i, given only what folding leaves of its neighbours, is
 *     sum over templates t of weight[slot(t, context, y)]  +  out[y] . top[i]
 *     top[i] = relu(sum over o of wide[o][folded[i + o]] + sum over o of across[o] . low[i + o])
 *     low[i] = relu(sum over o of near[o][folded[i + o]])
 * and its probability the softmax over the forms that fold to the same syllable. All must equal index/diacritics_table.py.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define TOP 64   /* width of the upper layer */
#define LOW 128  /* of the lower */
#define WIDE 11  /* folded neighbours that the upper layer sees itself, -5..5 */
#define NEAR 5   /* that the lower sees, -2..2 */
#define ACROSS 7 /* places of the lower layer that the upper sees, -3..3 */
#define CHUNK 512
#define EDGE 8 /* places at each end of a stream that are never guessed */
#define MOST_FORMS 64
#define MOST_TEMPLATES 32
#define PLAIN 3 /* ids below are <break>, <number>, <other word> */

typedef struct {
    const int32_t *forms, *folded, *shown; /* per place: the true form, its fold, the form where it is shown or 0 */
    const uint8_t *capital; /* per place: 0 not known, 1 no, 2 yes */
    int64_t places;
    const int32_t *first, *candidates; /* per fold: where its candidate forms begin; the forms */
    int32_t templates;
    const int32_t *masks, *least; /* per template: which neighbours it sees; how often a context must have been seen */
    float *weight, *weight_g;     /* 1 << slot_bits each; weight_g < 0: pruned */
    int32_t slot_bits;
    uint8_t *seen; /* 1 << seen_bits counts of contexts, or null */
    int32_t seen_bits;
    float *wide, *wide_g, *near, *near_g, *across, *across_g, *out, *out_g;
    int32_t folds;
} Model;

typedef struct {
    float rate, net_rate, across_rate, drop, net_drop;
    int32_t train, sparse; /* whether to learn; whether the templates speak */
} Pass;

static uint64_t state = 88172645463325252ull;

static inline uint32_t random32(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static inline uint64_t mix(uint64_t x) {
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15ull;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9ull;
    x ^= x >> 32;
    return x;
}

/* Bits 0-8 of a mask: folded neighbours at -4..4. Bits 9-12: shown forms at -2, -1, 1, 2. Bit 13: whether there is a
 * capital. Without them the template is silent. */
static int context(const Model *m, int64_t i, int t, uint64_t *hash) {
    static const int at[4] = {-2, -1, 1, 2};
    uint64_t h = mix((uint64_t)t + 1);
    for (int k = 0; k < 9; k++)
        if (m->masks[t] >> k & 1) h = mix(h * 31 + (uint64_t)m->folded[i + k - 4] + 7);
    for (int k = 0; k < 4; k++)
        if (m->masks[t] >> (9 + k) & 1) {
            if (!m->shown[i + at[k]]) return 0;
            h = mix(h * 31 + (uint64_t)m->shown[i + at[k]] + 50021);
        }
    if (m->masks[t] >> 13 & 1) {
        if (!m->capital[i]) return 0;
        h = mix(h * 31 + m->capital[i]);
    }
    *hash = h ^ mix((uint64_t)m->folded[i] + 77777);
    return 1;
}

void count_contexts(Model *m) {
    const uint64_t mask = (1ull << m->seen_bits) - 1;
    for (int64_t i = EDGE; i < m->places - EDGE; i++) {
        if (m->folded[i] < PLAIN) continue;
        for (int t = 0; t < m->templates; t++) {
            uint64_t h;
            if (context(m, i, t, &h) && m->seen[h & mask] < 255) m->seen[h & mask]++;
        }
    }
}

static int features(const Model *m, int64_t i, const Pass *p, uint64_t *hashes) {
    const uint64_t mask = (1ull << m->seen_bits) - 1;
    const uint32_t drop = (uint32_t)(p->drop * 4294967295.0);
    int n = 0;
    if (!p->sparse) return 0;
    for (int t = 0; t < m->templates; t++) {
        uint64_t h;
        if (!context(m, i, t, &h)) continue;
        if (m->seen && m->seen[h & mask] < m->least[t]) continue;
        if (p->train && t && random32() < drop) continue;
        hashes[n++] = h;
    }
    return n;
}

static float low[CHUNK + 2 * EDGE][LOW], low_back[CHUNK + 2 * EDGE][LOW], across_back[ACROSS * LOW * TOP];

static inline void ada(float *w, float *g2, float g, float rate) {
    *g2 += g * g;
    *w -= rate * g / sqrtf(*g2 + 1e-2f);
}

static void relu(float *h, int n, const Pass *p) {
    const float keep = p->train ? 1.0f / (1.0f - p->net_drop) : 1.0f;
    const uint32_t drop = (uint32_t)(p->net_drop * 4294967295.0);
    for (int j = 0; j < n; j++) {
        h[j] = h[j] > 0 ? h[j] * keep : 0;
        if (p->train && h[j] > 0 && random32() < drop) h[j] = 0;
    }
}

static void lower_layer(const Model *m, int64_t from, const Pass *p) {
    for (int c = EDGE - 3; c < CHUNK + EDGE + 3; c++) {
        const int64_t i = from + c - EDGE;
        memset(low[c], 0, sizeof low[c]);
        if (i < 2 || i >= m->places - 2) continue;
        for (int o = 0; o < NEAR; o++) {
            const float *row = m->near + ((int64_t)o * m->folds + m->folded[i + o - NEAR / 2]) * LOW;
            for (int j = 0; j < LOW; j++) low[c][j] += row[j];
        }
        relu(low[c], LOW, p);
    }
}

static void upper_layer(const Model *m, int64_t i, int c, const Pass *p, float *top) {
    memset(top, 0, TOP * sizeof *top);
    for (int o = 0; o < WIDE; o++) {
        const float *row = m->wide + ((int64_t)o * m->folds + m->folded[i + o - WIDE / 2]) * TOP;
        for (int j = 0; j < TOP; j++) top[j] += row[j];
    }
    for (int o = 0; o < ACROSS; o++)
        for (int k = 0; k < LOW; k++) {
            const float l = low[c + o - ACROSS / 2][k];
            if (l == 0) continue;
            const float *row = m->across + (o * LOW + k) * TOP;
            for (int j = 0; j < TOP; j++) top[j] += l * row[j];
        }
    relu(top, TOP, p);
}

/* The error at the upper layer, sent down: to `wide` at once, to `across` and the lower layer at the chunk's end. */
static void send_down(Model *m, int64_t i, int c, const Pass *p, const float *back) {
    for (int o = 0; o < WIDE; o++) {
        const int64_t row = ((int64_t)o * m->folds + m->folded[i + o - WIDE / 2]) * TOP;
        for (int j = 0; j < TOP; j++) ada(m->wide + row + j, m->wide_g + row + j, back[j], p->net_rate);
    }
    for (int o = 0; o < ACROSS; o++)
        for (int k = 0; k < LOW; k++) {
            const int at = c + o - ACROSS / 2;
            const float l = low[at][k];
            if (l == 0) continue;
            const float *row = m->across + (o * LOW + k) * TOP;
            float *row_back = across_back + (o * LOW + k) * TOP, sum = 0;
            for (int j = 0; j < TOP; j++) {
                sum += back[j] * row[j];
                row_back[j] += back[j] * l;
            }
            low_back[at][k] += sum;
        }
}

static void end_chunk(Model *m, int64_t from, const Pass *p) {
    for (int n = 0; n < ACROSS * LOW * TOP; n++)
        if (across_back[n] != 0) ada(m->across + n, m->across_g + n, across_back[n], p->across_rate);
    memset(across_back, 0, sizeof across_back);
    for (int c = EDGE - 3; c < CHUNK + EDGE + 3; c++) {
        const int64_t i = from + c - EDGE;
        if (i < 2 || i >= m->places - 2) continue;
        for (int o = 0; o < NEAR; o++) {
            const int64_t row = ((int64_t)o * m->folds + m->folded[i + o - NEAR / 2]) * LOW;
            for (int j = 0; j < LOW; j++)
                if (low_back[c][j] != 0) ada(m->near + row + j, m->near_g + row + j, low_back[c][j], p->net_rate);
        }
    }
    memset(low_back, 0, sizeof low_back);
}

static void learn(Model *m, int64_t i, int c, const Pass *p, int forms, int n, uint64_t slots[][MOST_TEMPLATES],
                  const float *top, const float *error) {
    const int32_t *form = m->candidates + m->first[m->folded[i]];
    float back[TOP];
    int any = 0;
    memset(back, 0, sizeof back);
    for (int k = 0; k < forms; k++) {
        const float e = error[k];
        if (e < 5e-3f && e > -5e-3f) continue;
        any = 1;
        for (int t = 0; t < n; t++) {
            const uint64_t q = slots[k][t];
            if (m->weight_g[q] < 0) continue;
            m->weight_g[q] += e * e;
            m->weight[q] -= p->rate * e / sqrtf(m->weight_g[q] + 0.1f);
        }
        float *out = m->out + (int64_t)form[k] * TOP, *out_g = m->out_g + (int64_t)form[k] * TOP;
        for (int j = 0; j < TOP; j++) {
            back[j] += e * out[j];
            ada(out + j, out_g + j, e * top[j], p->net_rate);
        }
    }
    if (!any) return;
    for (int j = 0; j < TOP; j++)
        if (top[j] <= 0) back[j] = 0;
    send_down(m, i, c, p, back);
}

/* One pass; returns the summed log loss. guess[i]: the likeliest form (0 where there is nothing to guess);
 * sure[i]: its probability. */
double learn_pass(Model *m, const Pass *p, int32_t *guess, float *sure) {
    static uint64_t slots[MOST_FORMS][MOST_TEMPLATES];
    const uint64_t mask = (1ull << m->slot_bits) - 1;
    double loss = 0;
    int64_t from = EDGE;
    for (int64_t i = EDGE; i < m->places - EDGE; i++) {
        if ((i - EDGE) % CHUNK == 0) {
            if (p->train && p->net_rate > 0 && i > EDGE) end_chunk(m, from, p);
            lower_layer(m, from = i, p);
        }
        const int f = m->folded[i], c = (int)(i - from) + EDGE;
        if (f < PLAIN) continue;
        const int32_t *form = m->candidates + m->first[f];
        int forms = m->first[f + 1] - m->first[f];
        if (forms == 0) continue;
        guess[i] = form[0];
        sure[i] = 1;
        if (forms == 1) continue;
        if (forms > MOST_FORMS) forms = MOST_FORMS;
        uint64_t hashes[MOST_TEMPLATES];
        float top[TOP], score[MOST_FORMS], most = -1e30f, total = 0;
        const int n = features(m, i, p, hashes);
        int best = 0, gold = -1;
        upper_layer(m, i, c, p, top);
        for (int k = 0; k < forms; k++) {
            const uint64_t own = mix((uint64_t)form[k] + 1000003);
            const float *out = m->out + (int64_t)form[k] * TOP;
            float z = 0;
            for (int t = 0; t < n; t++) {
                slots[k][t] = mix(hashes[t] ^ own) & mask;
                z += m->weight[slots[k][t]];
            }
            for (int j = 0; j < TOP; j++) z += out[j] * top[j];
            score[k] = z;
            if (form[k] == m->forms[i]) gold = k;
            if (z > most) most = z, best = k;
        }
        for (int k = 0; k < forms; k++) total += score[k] = expf(score[k] - most);
        guess[i] = form[best];
        sure[i] = 1 / total;
        if (gold < 0) continue;
        loss -= logf(score[gold] / total + 1e-20f);
        if (!p->train) continue;
        for (int k = 0; k < forms; k++) score[k] = score[k] / total - (k == gold);
        learn(m, i, c, p, forms, n, slots, top, score);
    }
    if (p->train && p->net_rate > 0) end_chunk(m, from, p);
    return loss;
}
