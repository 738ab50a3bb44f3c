// What the page does by itself: a marker opens its source, new turns come into view, Gradio's own notes speak Vietnamese.
(() => {
    const NOTES = [
        [/busy|queue/i, 'Hệ thống đang bận, xin hỏi lại sau ít phút.'],
        [/connection|network|fetch/i, 'Mất kết nối với máy chủ. Đang nối lại…'],
    ];
    const UNEXPECTED = 'Có lỗi ngoài dự kiến. Hãy hỏi lại hoặc tải lại trang.';
    const TITLES = { Error: 'Lỗi', 'Connection Lost': 'Mất kết nối', Warning: 'Lưu ý', Info: 'Thông tin', Success: 'Xong' };

    document.documentElement.lang = 'vi';

    const behavior = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

    function flash(element) {
        element.classList.remove('flash');
        void element.offsetWidth; // lets the animation start again on a second click
        element.classList.add('flash');
    }

    function openSource(id) {
        const target = document.getElementById(id);
        const group = target?.closest('.source-group');
        if (!group) return;
        group.parentElement.querySelectorAll('.source-group').forEach((other) => { other.hidden = other !== group; });
        group.parentElement.querySelectorAll('.nothing').forEach((hint) => { hint.hidden = true; });
        const card = target.closest('.card');
        card.focus({ preventScroll: true });
        target.scrollIntoView({ block: 'center', behavior: behavior() });
        flash(card);
    }

    function openTurn(id) {
        const turn = document.getElementById(id);
        if (!turn) return;
        turn.scrollIntoView({ block: 'start', behavior: behavior() });
        turn.querySelector('.marker')?.focus({ preventScroll: true });
    }

    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('a.marker, a.back');
        if (!link) return;
        event.preventDefault();
        const id = link.getAttribute('href').slice(1);
        if (link.classList.contains('marker')) openSource(id); else openTurn(id);
    });

    let announcer;
    function announce(text) {
        if (!announcer) {
            announcer = document.createElement('div');
            announcer.id = 'announcer';
            announcer.setAttribute('role', 'status');
            document.body.append(announcer);
        }
        announcer.textContent = text;
    }

    // Called after each change of the conversation.
    function changed() {
        const latest = [...document.querySelectorAll('#talk .turn')].pop();
        if (latest) {
            latest.scrollIntoView({ block: 'start', behavior: behavior() });
            announce(latest.querySelector('.reply').innerText);
        }
        const active = document.activeElement;
        const free = !active || active === document.body || active.closest('#composer, #again, #talk .chips');
        // On a phone, focus would bring up the keyboard and cover the answer.
        if (free && matchMedia('(pointer: fine)').matches) document.querySelector('#box textarea')?.focus({ preventScroll: true });
    }

    function translate(note) {
        const title = note.querySelector('.toast-title span, .toast-title')?.firstChild;
        if (title) title.textContent = TITLES[title.textContent.trim()] || 'Lỗi';
        note.querySelectorAll('[data-testid="toast-text"]').forEach((text) => {
            const known = NOTES.find(([pattern]) => pattern.test(text.textContent));
            text.textContent = known ? known[1] : UNEXPECTED;
        });
        note.querySelector('[data-testid="toast-close"]')?.setAttribute('aria-label', 'Đóng');
    }

    function watchNotes() {
        new MutationObserver((changes) => {
            for (const change of changes) {
                for (const node of change.addedNodes) {
                    if (node.nodeType !== Node.ELEMENT_NODE) continue;
                    const note = node.closest('[data-testid="toast-body"]');
                    if (note) translate(note);
                    else node.querySelectorAll('[data-testid="toast-body"]').forEach(translate);
                }
            }
        }).observe(document.body, { childList: true, subtree: true });
    }

    if (document.body) watchNotes(); else document.addEventListener('DOMContentLoaded', watchNotes);
    window.chidao = { changed };
})();
