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
        turn.querySelector('.marker, .summary')?.focus({ preventScroll: true });
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

    // The part of the address after # names the page.
    const PAGES = { 'hoi-dap': 'chat', kiem: 'check' };
    const NAME = 'Chỉ Đạo';

    function showPage() {
        const page = PAGES[location.hash.slice(1)] || 'chat';
        const turned = document.documentElement.dataset.page !== page;
        document.documentElement.dataset.page = page;
        document.querySelectorAll('#pages a').forEach((link) => {
            const current = (PAGES[link.getAttribute('href').slice(1)] || '') === page;
            if (current) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
            if (current) document.title = page === 'chat' ? NAME : `${link.textContent} – ${NAME}`;
        });
        if (turned) scrollTo(0, 0);
    }
    window.addEventListener('hashchange', showPage);
    showPage();

    // A file that is chosen, or dropped anywhere on the page of drafts, goes to `send` as {name, size, content}.
    function takeFiles(chooser, largest, send) {
        const read = (file) => {
            if (!file) return;
            const told = { name: file.name, size: file.size };
            if (file.size > largest) { send(told); return; }
            announce(chooser.querySelector('label').dataset.reading);
            const reader = new FileReader();
            reader.onload = () => send({ ...told, content: reader.result.slice(reader.result.indexOf(',') + 1) });
            reader.onerror = () => send(told);
            reader.readAsDataURL(file);
        };
        chooser.addEventListener('change', (event) => { read(event.target.files[0]); event.target.value = ''; });
        const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes('Files');
        const draft = document.getElementById('draft');
        const here = () => document.documentElement.dataset.page === 'check';
        // Elsewhere, too, a dropped file must not make the browser leave the page.
        document.addEventListener('dragover', (event) => {
            if (!holdsFiles(event)) return;
            event.preventDefault();
            draft.classList.toggle('dropping', here());
        });
        document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) draft.classList.remove('dropping'); });
        document.addEventListener('drop', (event) => {
            draft.classList.remove('dropping');
            if (!holdsFiles(event)) return;
            event.preventDefault();
            if (here()) read(event.dataTransfer.files[0]);
        });
    }

    async function copy(button) {
        const source = button.closest('.tools').querySelector('.to-copy');
        if (navigator.clipboard) await navigator.clipboard.writeText(source.value);
        else { // a page without https has no clipboard of its own
            source.hidden = false;
            source.select();
            document.execCommand('copy');
            source.hidden = true;
        }
        const label = button.textContent;
        button.textContent = 'Đã sao chép';
        announce(button.textContent);
        setTimeout(() => { button.textContent = label; }, 2000);
        button.focus({ preventScroll: true });
    }

    document.addEventListener('click', (event) => {
        const button = event.target.closest?.('.copy');
        if (button) copy(button);
    });

    // A change replaces what had the focus in the report; the same place gets it back.
    let focused = '';
    document.addEventListener('focusin', (event) => {
        focused = event.target.closest('#report') ? event.target.getAttribute('href') || '' : '';
    });

    let running = false;
    // Called after each change of the report on a draft.
    function reviewed() {
        const report = document.querySelector('#report .report');
        if (!report) return;
        const runs = report.classList.contains('running');
        const began = runs && !running;
        const ended = !runs && running;
        running = runs;
        const active = document.activeElement; // a button that is no longer seen keeps the focus for a moment
        const free = !active || active === document.body || !active.getClientRects().length;
        if (began || !runs) report.scrollIntoView({ block: ended ? 'nearest' : 'start', behavior: behavior() });
        if (!runs) announce((report.querySelector('.summary') || report).innerText);
        if (free && focused) report.querySelector(`a.marker[href="${focused}"]`)?.focus({ preventScroll: true });
        else if (free && began) document.getElementById('stop-check')?.focus({ preventScroll: true });
        else if (free && ended) report.querySelector('.summary')?.focus({ preventScroll: true });
    }

    let growing = ''; // the turn of which some sentences are shown
    // Called after each change of the conversation.
    function changed() {
        const latest = [...document.querySelectorAll('#talk .turn')].pop();
        if (latest) {
            // While an answer grows the reader reads: it neither moves nor is read aloud from its beginning again.
            const grows = latest.querySelector('.working') && latest.querySelector('.sentences');
            const grown = latest.id === growing;
            growing = grows ? latest.id : '';
            if (!grown) latest.scrollIntoView({ block: 'start', behavior: behavior() });
            if (!grows) announce(latest.querySelector('.reply').innerText);
        }
        const active = document.activeElement;
        if (active?.id === 'stop' && latest?.querySelector('.working')) return;
        const free = !active || active === document.body || active.closest('#box, #send, #stop, #again, #talk .chips');
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
    window.chidao = { changed, reviewed, showPage, takeFiles };
})();
