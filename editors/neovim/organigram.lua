-- The language server of organigram in Neovim, from 0.7 on: docs/editors.md.
--
-- Settings: vim.g.organigram = { asOf = '1960', inlayHints = true, cmd = { '/path/to/organigram', 'lsp' } }

local settings = vim.g.organigram or {}
local cmd = settings.cmd or { 'organigram', 'lsp' }

-- The folder that a version control system begins with, else that of the file.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local found = vim.fn.finddir('.git', vim.fn.escape(folder, ' ') .. ';')
  if found ~= '' then
    return vim.fn.fnamemodify(found, ':p:h:h')
  end
  return folder
end

-- Only what begins as a model or a charter is one; themes and mappings have the same ending.
local function is_model(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, 200, false)) do
    local word = line:match('^%s*(%w+)%s*%(')
    if word then
      return word == 'Model' or word == 'Charter'
    end
  end
  return true
end

-- Goes to what was clicked on in the preview; Neovim has known how to since 0.8. Opens an address in the browser.
local function show(_, params)
  if params.external then
    local open = vim.fn.has('mac') == 1 and 'open' or 'xdg-open'
    if vim.fn.executable(open) == 1 then
      vim.fn.jobstart({ open, params.uri }, { detach = true })
    else
      print(params.uri)
    end
    return { success = true }
  end
  local buffer = vim.uri_to_bufnr(params.uri)
  local window = vim.fn.bufwinid(buffer)
  if window == -1 then
    window = vim.api.nvim_get_current_win()
    vim.bo[buffer].buflisted = true
    vim.api.nvim_win_set_buf(window, buffer)
  end
  local start = params.selection.start
  local line = vim.api.nvim_buf_get_lines(buffer, start.line, start.line + 1, false)[1] or ''
  vim.api.nvim_win_set_cursor(window, { start.line + 1, vim.str_byteindex(line, start.character, true) })
  return { success = true }
end

local function capabilities()
  local all = vim.lsp.protocol.make_client_capabilities()
  all.window = vim.tbl_extend('force', all.window or {}, { showDocument = { support = true } })
  return all
end

local clients = {}

local function attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or not is_model(buffer) then
    return
  end
  local root = root_of(path)
  local config = {
    name = 'organigram',
    cmd = cmd,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = {
      asOf = settings.asOf,
      inlayHints = settings.inlayHints,
      allowOutside = settings.allowOutside,
      rulePages = settings.rulePages,
    },
    capabilities = capabilities(),
    handlers = { ['window/showDocument'] = show },
    get_language_id = function()
      return 'ron'
    end,
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
  else
    clients[root] = clients[root] or vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  pattern = '*.ron',
  callback = function(event)
    -- Neovim has known the notation since 0.9.
    if vim.bo[event.buf].filetype == '' then
      vim.bo[event.buf].filetype = 'ron'
      vim.bo[event.buf].commentstring = '// %s'
    end
    attach(event.buf)
  end,
})

-- Neovim shows names behind ids from 0.10 on.
if vim.fn.exists('##LspAttach') == 1 and vim.lsp.inlay_hint then
  vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'organigram' and settings.inlayHints ~= false then
        vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      end
    end,
  })
end

-- :OrganigramPreview shows the model in the browser: it follows the text, saved or not, and the cursor.
local function client_of(buffer)
  local get = vim.lsp.get_clients or function()
    return vim.lsp.get_active_clients()
  end
  for _, client in pairs(get()) do
    if client.name == 'organigram' and vim.lsp.buf_is_attached(buffer, client.id) then
      return client
    end
  end
end

local following = false

local function follow()
  if following then
    return
  end
  following = true
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI' }, {
    pattern = '*.ron',
    callback = function(event)
      local client = client_of(event.buf)
      if client then
        local row, column = unpack(vim.api.nvim_win_get_cursor(0))
        local line = vim.api.nvim_get_current_line()
        local _, units = vim.str_utfindex(line, math.min(column, #line))
        client.notify('organigram/cursor', {
          textDocument = { uri = vim.uri_from_bufnr(event.buf) },
          position = { line = row - 1, character = units },
        })
      end
    end,
  })
end

vim.api.nvim_create_user_command('OrganigramPreview', function()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    print('organigram does not serve this text')
    return
  end
  local command = { command = 'organigram.preview', arguments = { vim.uri_from_bufnr(buffer) } }
  client.request('workspace/executeCommand', command, function(problem, answer)
    if problem then
      print(problem.message)
    else
      print('the preview is at ' .. answer.address)
      follow()
    end
  end, buffer)
end, { desc = 'Show the model of this text in the browser' })
